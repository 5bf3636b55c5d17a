### Las páginas de la oficina de registro sobre censos, participación, trabajo en segundo plano, cuentas y el registro de actividad. Cómo
### traducir: docs/languages.md.

## On several of these pages

office-refused = No se cambió nada
office-address = Dirección
office-name = Nombre
# In the place of a name or an id of the organiser's own.
office-nothing = ninguno
office-email = Dirección de correo
office-search = Buscar
office-show-all = Mostrar todo
office-pages = Páginas
office-first = Primera página
office-previous = Página anterior
office-next = Página siguiente
office-anew = La entrada tras la que debía empezar esta página ya no está en la lista. Esta es la primera página.
# What is listed, such as "All voters", and which page of the list this is.
office-paged = { $what }, página { $page } de { $pages }
office-of = { $n } de { $total }
# The month is in words.
office-day = { $day } de { $month } de { $year }
# How far a mail has come.
office-mail-state =
    { $state ->
        [none] no enviada
        [queued] en espera
        [sending] enviándose
        [sent] enviado
       *[failed] fallido
    }
office-roll-import = Importación del censo
office-job-state =
    { $state ->
        [waiting] en espera
        [running] en curso
        [done] terminado
       *[failed] fallido
    }

## The list of voters of a poll

voters-title = Censo de votantes
voters-done =
    { $done ->
        [added] La persona está en el censo.
        [removed] La persona ya no está en el censo.
        [emptied] Ya no hay nadie en el censo.
        [invited] La invitación está de nuevo en camino.
       *[saved] Guardado.
    }
voters-begin = Suba un archivo, o añada a las personas una por una.
voters-find = Buscar a una persona
voters-find-hint = Parte de una dirección, de un nombre o de su propio identificador.
voters-search = Buscar
voters-invitation = Invitación
voters-any-invitation = todas
voters-invited =
    { $state ->
        [queued] en espera
        [sent] enviada
       *[failed] no se pudo entregar
    }
voters-table = Votantes
voters-all = Todos los votantes
voters-found =
    { $n ->
        [one] { $n } encontrado
       *[other] { $n } encontrados
    }
# They are counted no further.
voters-found-more = Más de { $n } encontrados
voters-own-id = Su identificador
voters-download = Descargar todo el censo (CSV)
voters-none = No se encontró a nadie.
voters-late = La votación está publicada. Su censo aún puede crecer hasta que no se entreguen más pases de voto. A quien se añade se le invita enseguida por correo, y ya no se le puede quitar.
voters-upload = Subir un censo
voters-file = Archivo CSV
# The words of the first line are English in every language.
voters-file-hint = UTF-8. Primera línea: email, o email,name, o email,name,external_id; comas, puntos y comas o tabuladores. Usted ve qué cambiaría antes de que cambie nada.
voters-mode = ¿Qué pasa con quienes ya están en el censo?
voters-replace = El archivo es el censo completo
voters-replace-hint = A quien no está en él se le quita.
voters-stay = Se quedan, el archivo se añade
voters-look = Subir y mirar
voters-add-one = Añadir a una persona
voters-name = Nombre (opcional)
voters-external-id = Su propio identificador (opcional)
voters-add = Añadir
voters-empty = Vaciar el censo
voters-empty-sure = Quitar a todos del censo
voters-empty-hint = No se puede deshacer: descargue antes el censo si puede necesitarlo.

## What an uploaded list would change

upload-title = Mirar antes de importar
upload-rejected = El archivo no se puede importar
upload-correct =
    { $n ->
        [one] Corrija esta fila en el archivo y súbalo de nuevo. El censo queda como está.
       *[other] Corrija estas filas en el archivo y súbalo de nuevo. El censo queda como está.
    }
# A line of the file by its number, and what is wrong with it or which address stands in it.
upload-line = Línea { $line }: { $what }
upload-more = y { $n } más
upload-lead = Aún no se ha cambiado nada. La importación haría esto:
upload-rows = Filas leídas
upload-voters = Votantes en el archivo
upload-added = Nuevos en el censo
upload-changed = Cambia el nombre o el identificador
upload-unchanged = Quedan como están
upload-removed = Quitados del censo
upload-repeated = Filas que repiten una dirección
upload-first-counts = { $n } (cuenta la primera fila)
upload-unreadable = Filas que no se pueden leer
upload-who-is-removed = A quién se quitaría
upload-import = Importar
upload-discard = Desechar el archivo

## One voter

voter-title = Un votante
voter-back = Volver al censo
voter-save = Guardar
voter-remove = Quitar del censo
voter-held = El pase espera, si no se ha recogido
voter-held-why = La dirección era { $address } cuando se publicó la votación. Esta página no dice si el pase de voto se había recogido antes. Si no se había recogido, no se entrega ninguno a esta persona durante un día después de la corrección. Quien lee el correo de la dirección antigua puede restablecerla mientras tanto. Un administrador distinto de quien la corrigió puede poner fin a la espera, por ejemplo si la dirección antigua ya no existe.
voter-release = Poner fin a la espera
voter-mails = Correos
voter-mail = { $kind }: { $state }
voter-mail-kind =
    { $kind ->
        [invitation] invitación
        [reminder] recordatorio
        [notice] aviso
       *[result] resultado
    }
# The answer is the mail server's, in English as a rule.
voter-mail-answer = Qué resultó del último intento: { $answer }
voter-invite = Enviar de nuevo la invitación

## Who has a voting pass, where the poll has it listed

passes-title-of = Pases de voto de «{ $title }»
passes-title = Quién ha recogido un pase de voto
passes-lead = Esta votación dice a sus votantes que usted ve esta lista. No dice quién ha votado, ni qué.
passes-days = Cada día (UTC) aparece cuando ha terminado, y todos cuando ya no se entregan pases: la lista no dice la hora.
passes-table = Pases de voto
passes-number =
    { $n ->
        [one] { $n } pase de voto
       *[other] { $n } pases de voto
    }
passes-day = Día
passes-none = Nadie ha recogido un pase de voto.
passes-none-yet = En los días que han terminado nadie recogió un pase de voto.

## Work in the background

job-title = Trabajo en segundo plano
job-done = Terminado
job-imported = Filas leídas: { $rows }. Votantes añadidos: { $added }, cambiados: { $changed }, quitados: { $removed }. Filas que repiten una dirección: { $duplicates }.
job-failed = No se pudo hacer; no se cambió nada
job-progress = { $done } de { $total } hechos.
job-waiting = Empieza en un momento.
job-leave = Puede dejar esta página: el trabajo continúa, y nada cambia hasta que todo esté hecho.
job-back = Volver al censo de votantes

## Turnout

dashboard-title = Participación
dashboard-title-of = Participación: { $title }
dashboard-issued = Pases de voto entregados
dashboard-ballots = Papeletas en la lista pública
dashboard-in-groups = { $n } (aparecen allí en grupos)
dashboard-no-answer = La urna no responde en este momento.
dashboard-issuance-closes = No más pases después de
dashboard-voting-closes = Cierre de la votación
dashboard-cancelled = { $date } (anulada)
dashboard-counted = { $date } (escrutada)
# The name of a time zone stands beside it.
dashboard-zone = Zona horaria
dashboard-days = Pases por día
dashboard-chart = Pases entregados cada día, { $most } como máximo; la tabla de abajo tiene los números
dashboard-days-caption = Pases de voto entregados (días en la zona horaria UTC)
dashboard-day = Día
dashboard-passes = Pases
dashboard-up-to-then = Hasta entonces
dashboard-days-hint = Las papeletas no se cuentan por día: junto a los pases de un día podrían revelar de quién es cada papeleta.
dashboard-no-days = Aún no se entregan pases.
dashboard-mails = Correos de esta votación
dashboard-mails-table = Correos
dashboard-mailing = Envío
dashboard-mailing-kind =
    { $kind ->
        [invitation] Invitación
        [reminder] Recordatorio
        [notice] Aviso
       *[result] Resultado
    }
# Such as "Reminder 2".
dashboard-mailing-number = { $mailing } { $n }
dashboard-waiting = En espera
dashboard-sent = Enviados
dashboard-failed = Fallidos
dashboard-no-mails = Aún no hay correos.
dashboard-to-mails = Enviar correos y ver cuáles fallaron
dashboard-statements = Declaraciones a la urna
# How far it has come follows.
dashboard-notice = Aviso { $n }:
dashboard-count = Número de pases:
dashboard-to-notices = Avisos, y reintentar enseguida
dashboard-no-statements = Aún ninguna: avisos, y el número de pases cuando ya no se entregan más.
dashboard-no-jobs = Ninguno en las últimas semanas.

## Accounts

users-title = Cuentas
users-done =
    { $done ->
        [role] Se cambió el rol
        [sessions-ended] Terminaron todas las sesiones de la cuenta
        [second-factor-reset] Ya no se pide ningún código, y ninguna llave de acceso abre la cuenta
       *[deleted] La cuenta está eliminada
    }
users-done-more =
    { $done ->
        [role] Vale desde el próximo clic.
        [sessions-ended] Se avisa por correo a su titular.
        [second-factor-reset] Terminaron todas las sesiones de la cuenta, y se avisa por correo a su titular. Quien gestiona votaciones activa primero otra vez los códigos.
       *[deleted] Se avisa por correo a su titular. Los censos conservan la dirección.
    }
users-role =
    { $role ->
        [voter] votante
        [officer] responsable
       *[admin] administrador
    }
# These three name the roles, as users-role does.
users-voter = Un { $role } vota.
users-officer = Un { $role } además prepara votaciones y gestiona las que son suyas o se le confían.
users-admin = Un { $role } gestiona todas las votaciones, y los roles en esta página.
users-secret = Ninguno de ellos ve un voto.
users-find = La dirección o el nombre contiene
users-number =
    { $n ->
        [one] { $n } cuenta
       *[other] { $n } cuentas
    }
users-found =
    { $n ->
        [one] { $n } cuenta encontrada
       *[other] { $n } cuentas encontradas
    }
# They are counted no further.
users-number-more = Más de { $n } cuentas
users-found-more = Más de { $n } cuentas encontradas
users-none = Ninguna cuenta contiene «{ $search }».
users-role-of = Rol de { $email }
users-change = Cambiar
users-change-of = Cambiar el rol de { $email }
users-help = Ayudar a { $email }
users-sure = El titular lo ha pedido, y lo conozco
users-sure-hint = No solo por correo: asegúrese de quién lo pide. Se avisa por correo al titular, y queda en el registro de actividad. Terminar las sesiones no cambia la contraseña, los códigos ni las llaves de acceso.
users-end-sessions = Terminar todas las sesiones
users-reset-codes = Desactivar los códigos
users-reset-both = Desactivar los códigos, quitar las llaves de acceso
users-reset-passkeys = Quitar las llaves de acceso
users-delete = Eliminar la cuenta de { $email }
users-choose-role = Elija uno de los roles.
users-choose-action = Elija qué se debe hacer.
users-tick-sure = Marque que el titular lo ha pedido y que usted lo conoce.

## Deleting somebody's account

dismiss-title = Eliminar { $email }
dismiss-heading = Eliminar la cuenta de { $email }
dismiss-role = Rol
dismiss-goes = Desaparece para siempre:
dismiss-goes-what = contraseña, códigos, llaves de acceso, sesiones, enlaces enviados, el perfil, y los textos escritos como candidato. Se avisa por correo al titular, y en el registro de actividad consta que usted lo hizo.
dismiss-stays = Queda:
dismiss-stays-what = los censos pertenecen a quienes organizan las votaciones y conservan la dirección. Quien está en uno puede identificarse de nuevo con un enlace enviado. Eso crea una cuenta nueva, pero es el mismo votante: nadie recibe un segundo pase. Para que alguien no vote, quítelo del censo.
dismiss-own = Esta es su propia cuenta. Otro administrador puede quitarle su rol; después usted la elimina en { $security }.
dismiss-owned =
    { $n ->
        [one] Primero, otro propietario para una votación
       *[other] Primero, otro propietario para { $n } votaciones
    }
dismiss-owned-lead = Una votación necesita un propietario. Abra cada una aquí, confíela a otro responsable y hágalo su propietario:
dismiss-sure = Eliminarla para siempre
dismiss-password = Su propia contraseña actual
dismiss-delete = Eliminar la cuenta
dismiss-leave = Dejarla como está
dismiss-tick-sure = Marque que la cuenta se debe eliminar para siempre.

## Who manages a poll

officers-title-of = Responsables de «{ $title }»
officers-title = Quién gestiona esta votación
officers-lead = El propietario, los responsables de abajo y todos los administradores. Ninguno de ellos puede ver un voto. Solo el propietario y los administradores se la quitan a un responsable o hacen propietario a otro; a quien la pierde se le avisa por correo.
officers-owner = Propietario
officers-given = Responsables a quienes se confía
officers-stop = Dejar de gestionarla
officers-take = Quitar
officers-take-from = Quitar a { $email }
officers-own = Hacer propietario
officers-own-to = Hacer propietario: { $email }
officers-none = Ninguno.
officers-give-heading = Confiarla a otro responsable
officers-email-hint = De alguien que está registrado aquí y a quien un administrador ha hecho responsable.
officers-give = Confiar la votación

## The audit log

audit-title = Registro de actividad
audit-lead = Lo que hicieron los administradores, los responsables, las órdenes y la propia oficina de registro. Aquí nunca se cambia ni se quita nada, y no consta nada de lo que hacen los votantes.
audit-who = Quién
# The log itself is in English: command line, system.
audit-who-hint = Una dirección, «command line» (línea de órdenes) o «system» (la propia oficina).
audit-what = Qué
audit-anything = todo
audit-object = Sobre qué
audit-object-hint = Por ejemplo draft:1f0c…
audit-download = Descargar
audit-newest = Primero lo más reciente
audit-number = N.º { $n }
audit-details = Antes y después
audit-before = Antes
audit-after = Después
audit-hash = Huella de esta entrada y de todas las anteriores
audit-older = Entradas anteriores
audit-none = Aún no hay entradas.
audit-none-fit = Ninguna entrada coincide.
# What was done. The names in brackets are those of the log, with a hyphen for a full stop.
audit-act =
    { $act ->
        [admin-create] Cuenta de administrador creada
        [account-delete] Cuenta eliminada
        [role-change] Rol cambiado
        [address-change] Dirección cambiada
        [passkey-add] Llave de acceso añadida
        [passkey-remove] Llave de acceso quitada
        [second-factor-reset] Códigos y llaves de acceso quitados de una cuenta
        [sessions-end] Sesiones terminadas
        [key-rotate] Clave de los secretos guardados cambiada
        [draft-create] Borrador creado
        [draft-change] Borrador cambiado
        [draft-delete] Borrador eliminado
        [candidate-invite] Candidatura propuesta
        [candidate-write] Texto de una candidatura cambiado
        [candidate-approve] Texto de una candidatura aceptado
        [candidate-return] Texto de una candidatura devuelto
        [candidate-remove] Candidatura quitada
        [poll-seal] Votación firmada
        [poll-unseal] Votación rechazada por la urna, de nuevo un borrador
        [poll-publish] Votación publicada
        [poll-split] Borrador dividido en circunscripciones
        [precincts-undo] División en circunscripciones deshecha
        [precincts-list] Lista de circunscripciones firmada
        [precincts-total] Total de las circunscripciones firmado
        [notice-give] Aviso dado
        [statement-retry] Declaraciones enviadas de nuevo enseguida
        [poll-archive] Votación archivada o sacada del archivo
        [poll-export] Votación exportada
        [poll-give] Votación confiada a un responsable
        [poll-take] Votación quitada a un responsable
        [poll-hand-over] Votación pasada a otro propietario
        [roll-replace] Censo reemplazado
        [roll-add] Votantes añadidos
        [roll-correct] Votante corregido
        [roll-release] Espera de un pase terminada
        [roll-undo] Dirección corregida restablecida
        [roll-remove] Votante quitado del censo
        [roll-download] Censo descargado
        [roll-empty] Censo vaciado
        [roll-erase] Datos de los votantes borrados
        [person-erase] Datos de una persona borrados
        [mail-send] Correos enviados
        [mail-resend] Correos enviados de nuevo
        [mail-text] Textos de los correos cambiados
       *[other] { $act }
    }

## Faults of a list of voters

# Sentences without a capital letter and a full stop, for they may stand within another one.
roll-not-utf8 = la línea { $line } no es texto UTF-8; { $guess }. Guarde el archivo como «CSV UTF-8» y súbalo de nuevo
# Within roll-not-utf8.
roll-utf16 = el archivo es UTF-16 («texto Unicode»)
roll-zero-bytes = contiene bytes nulos, como un libro de cálculo o UTF-16
roll-latin1 = parece Windows-1252 o Latin-1
roll-header = la primera línea debe ser: email, o email,name, o email,name,external_id; es «{ $found }»
roll-no-voters = el archivo no contiene votantes
roll-unreadable =
    { $n ->
        [one] { $n } fila no se puede leer
       *[other] { $n } filas no se pueden leer
    }
roll-columns =
    { $has ->
        [one] tiene { $has } columna, la primera línea tiene { $header }
       *[other] tiene { $has } columnas, la primera línea tiene { $header }
    }
roll-no-address = no tiene dirección
roll-not-an-address = «{ $address }» no es una dirección de correo como ada@example.org
roll-long-value = tiene un valor de más de { $most } caracteres
roll-no-upload = ese archivo ya no está: se importó, se desechó, o esperó más de un día
roll-no-draft = ese borrador no existe
roll-for-anyone = en esta votación puede votar cualquiera: no tiene censo; elija primero un censo de votantes en el borrador
roll-fixed = la votación está publicada: no se puede añadir a nadie al censo ni quitar a nadie de él
roll-only-grows = la votación está publicada: se pueden añadir votantes a su censo, pero no quitarlos
roll-too-late = en esta votación ya no se entregan pases: su censo queda como está
roll-taken = esta dirección ya está en el censo
roll-no-entry = esa persona no está en el censo
roll-none = en esta votación puede votar cualquiera: no tiene censo
roll-tick-empty = marque que se debe quitar a todos del censo
job-unreadable = el archivo subido ya no se puede leer como censo; súbalo de nuevo
job-unknown = esta versión de la oficina de registro no conoce ese trabajo

## Why something about accounts and officers was not done

move-not-you = solo puede hacerlo un administrador distinto de quien corrigió la dirección
move-not-held = no hay nada retenido para esta persona
access-no-account = esa cuenta no existe; las personas se registran antes de recibir un rol
access-last-admin = es el último administrador; nombre primero a otra persona
access-not-an-officer = la cuenta de { $email } es de un votante; un administrador debe hacerlo responsable primero
access-not-owner = solo lo hacen el propietario de la votación y los administradores; pida ayuda a uno de ellos
access-not-given = la votación no estaba confiada a esta cuenta
access-no-poll = esa votación no existe
rescue-no-account = esa cuenta no existe
rescue-no-factor = esta cuenta no tiene códigos ni llaves de acceso: solo se pide su contraseña o un enlace enviado
rescue-own = esta es su propia cuenta: ocúpese de ella en «Mi cuenta», o pídaselo a otro administrador
dismiss-not-admin = usted ya no es administrador
dismiss-own-refused = esta es su propia cuenta: otro administrador puede quitarle su rol, y después usted la elimina en «Mi cuenta»
dismiss-owns-polls = esta cuenta es propietaria de votaciones; haga primero propietario de cada una a otra persona
dismiss-no-account = esa cuenta no existe

## Why no mail can go

# What the mail server or the connection said follows in brackets, in English as a rule; names of configuration keys stay.
outage-unreachable = no se puede alcanzar el servidor de correo ({ $words })
outage-broke-off = el servidor de correo cortó la conexión, o no respondió a tiempo
outage-untrusted = el certificado del servidor de correo no es de confianza ({ $words }); SSL_CERT_FILE puede nombrar un archivo de autoridades de confianza
outage-wrong-host = el certificado del servidor de correo no es del equipo que nombra mail.smtp_url ({ $words })
outage-no-starttls = el servidor de correo no ofrece cifrado (STARTTLS), sin el cual mail.smtp_url no envía nada
outage-no-tls = no se logra una conexión cifrada con el servidor de correo ({ $words }); ¿es de TLS el puerto de mail.smtp_url?
outage-no-login = el servidor de correo no acepta contraseña en esta conexión (ni AUTH PLAIN ni LOGIN)
outage-password = el servidor de correo no acepta nuestro usuario y contraseña ({ $words })
outage-refuses = el servidor de correo nos rechaza: { $words }
outage-busy = el servidor de correo nos pide esperar: { $words }
