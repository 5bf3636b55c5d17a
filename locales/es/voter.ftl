### Las páginas de la oficina de registro para los votantes, y lo que todas sus páginas tienen en común. Cómo traducir: docs/languages.md.

## The frame of each page

layout-nav = Menú principal
layout-my-polls = Mis votaciones
layout-my-account = Mi cuenta
layout-manage = Gestionar votaciones
layout-users = Cuentas
layout-sign-out = Cerrar sesión
layout-sign-in = Identificarse
layout-register = Registrarse
layout-demo-mails = Correos de demostración
layout-demo-codes = Códigos de demostración
layout-signed-in = Su sesión: { $email }.
layout-about = Esta es la oficina de registro { $name }: sabe quién puede votar y da a cada votante un pase de voto. Nunca ve un voto.

## What many pages say

# Between two times.
span-to = –
banner-test-label = Votación de prueba
banner-test = Esta es una votación de prueba. No decide nada.
faults-title = Revise esto, por favor
proof-progress = Su navegador calcula un momento: así se evitan los envíos masivos.
proof-wait = Su navegador no ejecuta el programa de esta página. El formulario puede enviarse { $n } segundos después de abrir la página, unas pocas veces por hora.
steps-label = Pasos de la votación
steps-collect = Identificarse y recoger el pase de voto
steps-mark = Marcar
steps-review = Revisar
steps-cast = Votar
steps-keep = Guardar el resguardo
field-email = Dirección de correo
field-name = Su nombre (opcional)
field-password = Contraseña
field-new-password = Contraseña nueva
field-current = Contraseña actual
password-hint = Al menos 10 caracteres, difíciles de adivinar: varias palabras poco comunes seguidas sirven bien.
password-forgotten = He olvidado mi contraseña
invited-address = Si le invitaron a una votación, use exactamente la dirección a la que llegó la invitación.
link-send = Enviarme el enlace
to-booth = Ir a la cabina de votación
to-account = Volver a mi cuenta
not-now = Ahora no
not-eligible = Usted no puede votar en esta votación
collect-button = Recoger mi pase de voto
facts-poll = Votación
facts-passes = Pases de voto
facts-voting = Plazo para votar
facts-zone = Zona horaria

## The pages of one poll, for its organisers

tabs-label = Esta votación
tab-overview = Resumen
tab-turnout = Participación
tab-edit = Editar
tab-preview = Vista previa
tab-candidates = Candidaturas
tab-voters = Votantes
tab-mail = Correos
tab-officers = Responsables
tab-more = Copiar, archivar
tab-publish = Comprobar y publicar
on-the-list =
    { $n ->
        [one] Hay un votante en la lista.
       *[other] Hay { $n } votantes en la lista.
    }
# How far a signed statement for the ballot box has come.
statement-delivered = entregado
statement-refused = rechazado
statement-waiting = en camino
statement-attempts =
    { $n ->
        [one] { $n } intento hasta ahora
       *[other] { $n } intentos hasta ahora
    }
statement-answer = el último: { $answer }.
statement-next = Próximo intento: { $date }.
statement-given-up = No se intenta de nuevo automáticamente.

## The first page

home-title = Inicio
home-heading = Recoja aquí su pase de voto
home-lead = Usted se identifica aquí y recibe un pase de voto para cada votación en la que puede votar. Con él vota en otro lugar, en la urna. Nadie puede saber qué voto es el suyo: ni la urna, que no le conoce, ni este sitio, que nunca ve un voto.
home-results = Los resultados, los resguardos y la lista pública de papeletas están en la { $box }.
home-box = urna

## Registering

register-title = Registrarse
register-button = Registrarse
register-known = ¿Ya tiene una cuenta?
verify-title = Confirme su dirección
verify-refused = Sin confirmar
verify-refused-hint = Si usted nunca se ha registrado aquí, otra persona ha escrito su dirección: no haga nada, y no se creará ninguna cuenta. Si se registró varias veces, use el correo más reciente.
verify-other-browser = Ha abierto el enlace en un navegador distinto de aquel en el que se registró. Escriba la contraseña que eligió allí.
verify-lead = Un clic, y su cuenta está lista.
verify-button = Confirmar mi dirección
verify-password-needed = Se necesita la contraseña de este registro
verify-password-wrong = Esta no es la contraseña de este registro
verified-title = Dirección confirmada
verified-heading = Su dirección está confirmada
verified-lead = La cuenta de { $email } está lista. Identifíquese con su contraseña para continuar.
mail-sent-title = Mire su correo
mail-sent-lead = Hemos escrito a { $email }.
mail-sent-verify = Abra el enlace de ese correo para confirmar su dirección; vale dos días.
mail-sent-verify-again = Abra el enlace de ese correo para confirmar su dirección.
mail-sent-sign-in = Abra el enlace de ese correo para identificarse; vale una vez, durante una hora.
mail-sent-reset = Abra el enlace de ese correo para elegir una contraseña nueva; vale una hora.
mail-sent-none = ¿No llega el correo?
mail-sent-spam = Mire en la carpeta de correo no deseado y compruebe la dirección de arriba.
mail-sent-back = Vuelva atrás para que se envíe de nuevo; es posible unas pocas veces por hora.
mail-sent-again = Enviar el correo de nuevo
mail-sent-wrong = La dirección es incorrecta
mail-sent-demo = En esta demostración no se envían correos.
mail-sent-demo-link = Leerlos aquí

## Links of mails that open nothing any more

link-invalid-title = Este enlace no funciona
link-invalid-verify = Ya se usó, tiene más de dos días o no se copió entero.
link-invalid-hour = Ya se usó, tiene más de una hora o no se copió entero.
link-invalid-register = Registrarse de nuevo
link-invalid-another = Pedir otro enlace
link-invalid-day = Este enlace no es válido, ya se usó o tiene más de un día

## Signing in

sign-in-title = Identificarse
sign-in-button = Identificarse
sign-in-refused = No se le ha podido identificar
sign-in-wrong = La dirección o la contraseña es incorrecta. Si se ha registrado y todavía no ha abierto el enlace de nuestro correo, hágalo primero; o identifíquese por correo, más abajo.
sign-in-too-many =
    { $n ->
        [one] Demasiados intentos. Inténtelo de nuevo dentro de un minuto.
       *[other] Demasiados intentos. Inténtelo de nuevo dentro de { $n } minutos.
    }
sign-in-busy = Muchísimas personas se están identificando. Espere unos segundos e inténtelo de nuevo.
sign-in-no-passkey = No se presentó ninguna llave de acceso. Inténtelo de nuevo, o identifíquese de otro modo.
sign-in-passkey = Usar una llave de acceso
sign-in-by-mail = Identificarse por correo, sin contraseña
sign-in-no-account = ¿Todavía no tiene cuenta?
code-title = Su código
code-refused = Todavía no se le ha identificado
code-label = Código de su aplicación de autenticación, o un código de recuperación
code-again-label = Código de la aplicación, o un código de recuperación
code-demo = En esta demostración puede { $link }.
code-demo-link = leer el código aquí
code-lost = No tengo ni el dispositivo ni un código de recuperación
code-lost-help = Pregunte a quienes administran esta oficina de registro. Pueden quitar los códigos de su cuenta en cuanto estén seguros de que es usted.
code-missing = Se necesita el código de su aplicación de autenticación
code-wrong = Este código es incorrecto, ya se usó o es demasiado antiguo; espere al siguiente
too-many-attempts = Demasiados intentos; inténtelo más tarde
account-outdated = La cuenta se cambió o se cerró su sesión entretanto; identifíquese de nuevo
link-lead = Un clic, y se identifica como { $email }.
link-button = Identificarse como { $email }
link-not-yours = ¿No es esta su dirección? Entonces cierre esta página.
link-new-title = Identificarse por correo
link-new-lead = Le enviamos un enlace con el que se identifica, sin contraseña. ¿Todavía no tiene cuenta? Al abrir el enlace se crea una.
link-new-password = ¿Tiene una contraseña?
link-new-password-link = Identificarse con ella

## A new password

reset-title = Elegir una contraseña nueva
reset-lead = Le enviamos un enlace con el que puede elegir una nueva.
reset-otherwise = También puede { $link }, sin contraseña.
reset-otherwise-link = identificarse por correo
reset-confirm-lead = Para la cuenta de { $email }. A quien tenga una sesión abierta en ella se le cierra.
reset-button = Guardar la contraseña nueva
password-changed-title = Contraseña cambiada
password-changed-heading = Su contraseña se ha cambiado
password-changed-lead = La cuenta de { $email } tiene ahora la contraseña nueva. Identifíquese con ella para continuar.

## What is wrong with what was typed

email-malformed = Esta no es una dirección de correo como ada@example.org
name-malformed = Un nombre tiene como máximo { $most } caracteres, y ningún carácter de control
zone-unknown = «{ $name }» no es una zona horaria; escriba un nombre como Europe/Berlin, America/New_York o UTC
password-length = Una contraseña tiene de { $shortest } a { $longest } caracteres
password-weak = Esta contraseña es fácil de adivinar. { $why } Tome varias palabras poco comunes, o deje que un gestor de contraseñas cree una.
password-weak-plain = Esta contraseña es fácil de adivinar. Tome varias palabras poco comunes, o deje que un gestor de contraseñas cree una.
password-wrong = Esta no es su contraseña actual
session-old = Cierre la sesión e identifíquese de nuevo; entonces tiene un cuarto de hora para esto
work-missing = Se necesita un cálculo del navegador
work-unreadable = El cálculo del navegador no se puede leer
work-forged = El cálculo del navegador es incorrecto o no responde a ninguna tarea nuestra; inténtelo de nuevo
work-other = El cálculo del navegador se hizo para otro formulario
work-expired = Ha tardado demasiado; inténtelo de nuevo
work-used = Esto ya se envió; inténtelo de nuevo
work-too-soon =
    { $n ->
        [one] Su navegador no ha ejecutado el programa de esta página: espere un segundo más y envíe de nuevo el formulario
       *[other] Su navegador no ha ejecutado el programa de esta página: espere { $n } segundos más y envíe de nuevo el formulario
    }
work-too-many = De su red llegaron demasiadas solicitudes sin el cálculo que hace un programa de esta página
work-full = En este momento hay muchísimas solicitudes; inténtelo de nuevo dentro de unos minutos
# What makes a password easy to guess.
weak-row = Las teclas en fila son fáciles de adivinar.
weak-keys = Los patrones cortos del teclado son fáciles de adivinar.
weak-repeat = Las repeticiones como «aaa» son fáciles de adivinar.
weak-repeats = Las repeticiones como «abcabcabc» apenas son más difíciles de adivinar que «abc».
weak-common = Es una contraseña muy común.
weak-top = Se parece a una contraseña común.
weak-recent-year = Los años recientes son fáciles de adivinar.
weak-sequence = Las secuencias como «abc» o «6543» son fáciles de adivinar.
weak-date = Las fechas suelen ser fáciles de adivinar.
weak-word = Una palabra sola es fácil de adivinar.
weak-name = Un nombre o apellido solo es fácil de adivinar.
weak-names = Los nombres y apellidos comunes son fáciles de adivinar.

## My polls

me-none = Ahora mismo no hay ninguna votación en la que usted pueda votar.
me-none-hint = ¿Le invitaron en otra dirección? Entonces identifíquese con esa.
me-pass = Su pase de voto
me-pass-issued = Recogido
me-pass-issued-to = Recogido por { $email }
me-pass-none = Sin recoger; entrega: { $times }
me-listed-as = En la lista de la organización como
me-voting-cancelled = Anulada
me-voting-soon = { $times }
me-voting-open = Abierta hasta esta fecha: { $date }
me-voting-closed = Cerrada desde: { $date }
me-cancelled = Esta votación fue anulada. No tiene que hacer nada.
me-over = La votación ha terminado.
me-result = Ver el resultado
me-look = Ver la votación
me-held = La organización ha puesto su dirección en el censo de votantes hace poco.
me-held-until = La dirección que estaba allí antes puede oponerse hasta esta fecha: { $date }. Recoja su pase de voto después.
me-held-late = Si es demasiado tarde, pregunte a la organización.
me-wait-for-pass = Vuelva a partir de esta fecha: { $date }. Desde entonces puede recoger su pase de voto.
me-too-late = Ya no se entregan pases de voto, y usted no recogió ninguno: ya no puede votar en esta votación.
me-wait-for-voting = Tiene su pase de voto. Vuelva a partir de esta fecha: { $date }. Vote entonces con el navegador en el que lo recogió.
me-vote = Tiene su pase de voto. Si todavía no ha votado, hágalo en el navegador con el que lo recogió.
me-collect-and-vote = Recoja su pase de voto y vote.
me-collect-and-vote-button = Recoger mi pase de voto y votar
me-collect = Recoja ahora su pase de voto. Apertura de la votación: { $date }.
me-own-zone = Las horas son las de la zona horaria { $zone }:
me-poll-zone = Las horas están en la zona horaria de cada votación:
me-change-zone = cambiar
me-candidacies = Sus candidaturas
me-candidacy = { $option }, en «{ $poll }»
me-candidacy-open = { $option }, en «{ $poll }»: escriba lo que los votantes leerán sobre usted

## The page of one poll

poll-is-cancelled = Esta votación fue anulada
poll-cancelled-no-result = No se publicará ningún resultado.
poll-closed = La votación se ha cerrado
poll-result = Ver el resultado en la urna
poll-not-eligible = Su dirección { $email } no está entre las de sus votantes. ¿Le invitaron en otra dirección? Entonces identifíquese con esa. Si cree que es un error, pregunte a la organización.
poll-before = Aún no abierta
poll-before-until = Los pases de voto se entregan a partir de esta fecha: { $date }.
poll-issued = Ha recogido su pase de voto
poll-issued-where = Está en el navegador con el que lo recogió, o en el archivo de respaldo que guardó. Continúe en la cabina de votación.
poll-too-late = Ya no se entregan pases de voto
poll-too-late-since = Se entregaron hasta esta fecha: { $date }. Quien tiene uno todavía puede votar.
poll-lead = Usted vota en la cabina de votación. La cabina le envía aquí una vez, para recoger su pase de voto.
poll-who = Quién puede votar
poll-who-open = Toda persona con una dirección confirmada que la votación admita
poll-who-roll = Las personas que están en la lista de la organización
poll-seen = Quién ve que usted tiene un pase
poll-seen-list = Los responsables de la votación, y qué día lo recogió. Nunca ven si usted vota, ni qué vota.
poll-seen-none = Ningún responsable de la votación.
poll-known = Se sabe quiénes eran los votantes hasta
poll-known-until = { $date }; entonces se borran sus direcciones
poll-known-open = que la organización lo borre
poll-check = Comprobar la votación usted mismo
poll-check-lead = Estas tres líneas, obtenidas aquí y no de la urna, son todo lo que necesita para comprobar el recuento.
poll-check-registrar = Oficina de registro
poll-check-box = Urna

## Collecting the pass

confirm-title = Recoger su pase de voto
confirm-lead = Recibe un pase de voto para esta votación. Va a la ventana del navegador de la que usted viene.
confirm-to = Entregado a
confirm-code = La cabina de votación le ha mostrado este código de control:
confirm-other-code = El código es otro: volver
confirm-why = ¿Por qué nadie puede relacionar mi voto conmigo?
confirm-because = Su navegador ha puesto el pase en una especie de sobre cerrado antes de enviarlo aquí. Lo firmamos a través del sobre, sin verlo. La firma muestra después que usted puede votar, y no quién es.
confirm-not-you = ¿No es usted { $email }? Cierre primero la sesión y empiece de nuevo desde la cabina.
nothing-title = Nada pendiente
nothing-heading = No hay ninguna solicitud de pase de voto pendiente
nothing-lead = Para «{ $title }» ya ha recogido el pase, o ha pasado más de media hora, o entretanto se ha identificado como otra persona.
nothing-lost = Nada se ha perdido. Vuelva a la cabina de votación: sabe hasta dónde llegó.
refused-title = Sin pase de voto
refused-back = Volver a la cabina de votación
refused-issued = Ya recogió su pase de voto
refused-issued-lead = Para «{ $title }» ya se entregó un pase de voto a su nombre. Solo hay uno para cada votante.
refused-issued-where = Está en el navegador con el que lo recogió, o en el archivo de respaldo que guardó allí. Continúe con ese.
refused-issued-theft = Si no fue usted, otra persona ha tomado el pase en su nombre: avise enseguida a la organización de la votación.
refused-not-eligible-lead = La dirección { $email } no está entre las de los votantes de «{ $title }».
refused-not-eligible-nobody = Esta dirección no está entre las de los votantes de «{ $title }».
refused-not-eligible-hint = ¿Le invitaron en otra dirección? Entonces cierre la sesión, identifíquese con esa y empiece de nuevo desde la cabina. Si cree que es un error, pregunte a la organización.
refused-held = Dentro de un día
refused-held-lead = La organización ha puesto su dirección en el lugar de otra en el censo de votantes de «{ $title }». Para que nadie pierda así su voto, la otra dirección tiene un día para oponerse. Vuelva después.
refused-held-late = Si la votación termina antes, pregunte a la organización: la administración de la oficina puede darle el pase enseguida.
refused-early = Todavía no
refused-early-lead = Es demasiado pronto para un pase de voto para «{ $title }».
refused-early-from = Los pases de voto se entregan a partir de esta fecha: { $date }.
refused-late = Demasiado tarde para un pase de voto
refused-late-lead = Ya no se entregan pases de voto para «{ $title }».
refused-late-until = Se entregaron hasta esta fecha: { $date }, o la votación terminó antes. Quien tiene uno puede votar mientras la votación esté abierta.
refused-malformed = La solicitud de la cabina no se puede leer
refused-malformed-lead = No corresponde a la votación «{ $title }». No se entregó ningún pase de voto.
refused-malformed-hint = Vuelva a la cabina de votación, recárguela e inténtelo de nuevo.
stale-title = Empiece de nuevo desde la cabina
stale-heading = Esta página estaba anticuada
stale-lead = Usted se ha identificado de nuevo desde que se mostró, así que no se entregó ningún pase de voto para «{ $title }». Nada se ha perdido.
foreign-origin = Abra la cabina en { $booth } y recoja su pase de voto desde allí
pass-unknown = No se sabe si el pase se entregó; envíe de nuevo exactamente la misma solicitud

## Profile

profile-title = Perfil
profile-saved = Su perfil está guardado
profile-to-polls = Ver mis votaciones
profile-zone = Zona horaria
profile-zone-hint = Las páginas para votantes muestran las horas de las votaciones en esta zona horaria. Los correos y las páginas de la organización conservan la zona de cada votación.
profile-zone-of-poll = La zona de cada votación
profile-save = Guardar mi perfil

## Another address

address-title = Cambiar mi dirección
address-written = Mire el correo de { $email }
address-written-what = Abra el enlace que contiene antes de una hora, en este navegador: hasta entonces nada cambia. También hemos avisado a { $email }.
address-written-none = ¿No llega el correo? Mire en la carpeta de correo no deseado y compruebe la dirección. Son posibles unos pocos correos por hora.
address-pending = Esperando a { $email }
address-pending-what = El cambio se hace cuando usted abre el enlace de nuestro correo a esa dirección.
address-keep = Conservar { $email }
address-lead = Su dirección es { $email }. Con una nueva:
address-sign-in = Se identifica con la dirección nueva, y su sesión se cierra en todos los demás lugares.
address-polls = Las votaciones que hoy le tienen como votante siguen siendo suyas, y sus correos llegan a la dirección nueva. Un pase de voto que ya recogió es el único que recibe.
address-lists = Las listas de la organización conservan la dirección antigua. Dígales la nueva, para ser votante también en sus próximas votaciones.
address-new = Dirección de correo nueva
address-button = Enviar un enlace a la dirección nueva
address-same = Esta ya es la dirección de su cuenta; escriba otra
address-first = Identifíquese primero
address-first-lead = El enlace de nuestro correo cambia la dirección de la cuenta que está identificada. Identifíquese aquí con su dirección actual y abra después el enlace otra vez.
address-first-not-you = ¿Nunca pidió esto? Entonces no haga nada: sin la cuenta, el enlace no hace nada.
address-refused = Su dirección sigue siendo la misma
address-taken = La dirección nueva ya tiene su propia cuenta; elimine primero esa, o elija otra dirección
address-confirm-lead = Si pulsa el botón, su cuenta tendrá la dirección { $new } en lugar de { $old }.
address-confirm-button = Cambiar mi dirección
kept-title = Su dirección en un censo de votantes
kept-refused = Su dirección no se repuso
kept-unchanged = No se cambió nada
kept-refused-hint = Si tiene derecho a votar y no puede, avise a la organización de la votación.
kept-taken = La dirección está ahora en el censo para otro votante; pregunte a la organización
kept-done = Su dirección está de nuevo en la lista
kept-done-lead = { $email } puede votar en «{ $title }»
kept-done-hint = Ningún pase de voto fue a la otra dirección. Cuente a la organización lo que ha pasado.
kept-question = ¿Conservar su dirección en el censo de votantes?
kept-lead = La organización de «{ $title }» ha puesto otra dirección en el lugar de { $email }. Si usted no lo pidió, reponga la suya. Si lo pidió, cierre esta página.
kept-button = Reponer mi dirección

## My account

account-name = Nombre
account-no-name = no indicado
account-zone-of-poll = la de cada votación
account-profile-change = Cambiar mi perfil
account-address = Dirección
account-password-change = Cambiar mi contraseña
account-password-done = Su contraseña se ha cambiado
account-others-out = Se cerró la sesión de cualquier otra persona en su cuenta.
account-address-done = Su dirección es { $email }
account-address-done-hint = Se cerró la sesión de cualquier otra persona en su cuenta. Diga la dirección nueva a quienes organizan sus votaciones.
account-no-password = Usted se identifica por correo. Si prefiere una contraseña, le enviamos un enlace con el que puede elegir una.
account-codes-on = Al identificarse se le pide un código de su aplicación de autenticación.
account-codes-why = Una aplicación de autenticación protege su cuenta aunque alguien averigüe su contraseña.
account-codes-renew = Crear nuevos códigos de recuperación
account-codes-needed = Usted gestiona votaciones: los códigos no se pueden desactivar.
account-codes-off = Desactivar los códigos
account-codes-off-done = Los códigos están desactivados
account-codes-off-done-hint = Su cuenta está protegida solo por su contraseña o su buzón.
account-passkeys = Llaves de acceso
account-passkeys-what = Una llave de acceso le identifica mediante la huella, la cara o un PIN en su teléfono, ordenador o llave de seguridad, sin contraseña ni código.
account-passkey-number = Llave de acceso { $n }, añadida el { $date }
account-passkey-rename = Cambiar el nombre
account-passkey-remove = Quitar
# Read aloud after the two before.
account-passkey-which = de la llave de acceso { $n }
account-passkey-name-hint = Para usted, por ejemplo «Mi teléfono».
account-passkey-add = Añadir una llave de acceso
account-passkey-done = Su llave de acceso está añadida
account-passkey-done-hint = A partir de ahora puede identificarse con ella, sin contraseña ni código.
account-passkey-renamed = Su llave de acceso tiene otro nombre
account-passkey-removed = La llave de acceso se ha quitado
account-passkey-removed-hint = Ya no identifica a nadie, y se cerró la sesión de cualquier otra persona en su cuenta. Elimínela también en su dispositivo.
account-out = Cerrar todas las sesiones
account-out-what = Termina todas las sesiones de su cuenta, en este dispositivo y en todos los demás.
account-out-button = Cerrar todas las sesiones
account-data = Mis datos
account-data-what = Lo que aquí se guarda sobre usted, en un archivo.
account-data-button = Descargar mis datos
account-delete = Eliminar mi cuenta
account-delete-what = Su dirección, sus formas de identificarse y sus sesiones se eliminan enseguida. Los censos pertenecen a quienes organizan las votaciones y conservan su dirección mientras estas la necesiten.
account-delete-role = Usted gestiona votaciones: la administración de la oficina debe quitarle antes esa función.
account-delete-button = Eliminar mi cuenta
account-has-role = La administración de la oficina debe quitarle antes su función
account-owns-polls = Hay votaciones que son suyas; la administración de la oficina debe dárselas antes a otra persona
deleted-title = Cuenta eliminada
deleted-heading = Su cuenta está eliminada
deleted-lead = Aquí no se guarda nada con { $email }, salvo lo que las organizaciones han puesto en sus censos. Un voto que usted emitió cuenta: nadie puede saber cuál fue.

## Passkeys and codes of an app

passkey-title = Añadir una llave de acceso
passkey-lead = Su navegador pide ahora a su teléfono, ordenador o llave de seguridad que cree la llave de acceso «{ $name }». El dispositivo quiere saber que es usted: mediante un PIN, la huella o la cara.
passkey-not-made = No se creó ninguna llave de acceso. Quizá este dispositivo ya tenga una aquí, o no comprueba quién lo usa. Inténtelo de nuevo, o con otro dispositivo.
passkey-button = Crear la llave de acceso
passkey-unknown = Su navegador no puede crear llaves de acceso
passkey-unknown-why = Es demasiado antiguo para ello, o no ejecuta programas.
passkey-unavailable = Las llaves de acceso necesitan un nombre de host, y https salvo en localhost
passkey-name = Un nombre tiene de 1 a 60 caracteres
passkey-most = Una cuenta tiene como máximo { $most } llaves de acceso; quite una primero
passkey-stale = Ha tardado demasiado o ya se envió; inténtelo de nuevo
passkey-refused = La llave de acceso no se pudo comprobar; inténtelo de nuevo
passkey-unverified = El dispositivo no comprobó quién lo usa: debe pedir un PIN, la huella o la cara
passkey-copied = Esta llave de acceso se usó entretanto en otro lugar, como si hubiera una copia de ella: identifíquese de otro modo y quítela
passkey-no-account = Esta llave de acceso ya no pertenece a ninguna cuenta aquí; identifíquese de otro modo
passkey-known = Este dispositivo ya tiene una llave de acceso aquí
codes-title = Códigos de una aplicación
codes-heading = Proteja su cuenta con códigos
codes-needed = Necesario antes de poder gestionar votaciones
codes-needed-why = Quien gestiona votaciones se identifica con un código además de la contraseña.
codes-lead = Una aplicación de autenticación en su teléfono muestra un código nuevo cada medio minuto. Quien quiera identificarse como usted necesita entonces también ese teléfono.
codes-begin = Empezar
codes-switch-on = Activar los códigos
scan-heading = Escanee esto con su aplicación
scan-refused-heading = Escriba el código de su aplicación
scan-refused = Todavía no
scan-picture = Código QR para una aplicación de autenticación; el mismo secreto está abajo como texto
scan-secret = O escriba este secreto en la aplicación (basado en la hora, seis cifras):
scan-again = Si la aplicación todavía no tiene nada para esta página, { $link } con una imagen nueva.
scan-again-link = empiece de nuevo
scan-code = El código que la aplicación muestra ahora
recovery-title = Códigos de recuperación
recovery-heading = Guarde estos códigos de recuperación
recovery-lead = Cada uno vale una vez en lugar de un código de la aplicación, para el día en que se pierda el teléfono. Imprima esta página o anótelos; no se muestran de nuevo.
recovery-kept = Los he guardado

## Reminders

unsubscribe-title = Recordatorios
unsubscribe-heading = Recordatorios de esta votación
unsubscribe-lead = Si no quiere más recordatorios de esta votación, dígalo aquí. Puede votar en ella igualmente.
unsubscribe-button = No más recordatorios
unsubscribe-done = No recibirá más recordatorios de esta votación
unsubscribe-done-hint = Puede votar en ella igualmente. Si se entrega un pase de voto a su nombre o se cambia la votación, le avisamos de todos modos.

## What a candidate writes

candidacy-title = Su candidatura
candidacy-where = «{ $question }» en «{ $poll }»
candidacy-refused = No se guardó nada
candidacy-refused-profile = Quién es usted: { $why }
candidacy-refused-statement = Qué quiere: { $why }
candidacy-saved = Guardado. Ahora lo lee la organización.
candidacy-returned = Cámbielo, por favor
candidacy-returned-why = La organización dice: { $words }
candidacy-approved = La organización ha aprobado este texto; los votantes lo leerán.
candidacy-approved-open = Lo que usted cambie debe aprobarse de nuevo; hasta entonces sigue el texto aprobado.
candidacy-unread = La organización todavía no ha leído este texto.
candidacy-lead = Los votantes leen esto junto a su nombre cuando votan. Puede cambiarlo hasta que se publique la votación. Markdown funciona: párrafos, listas, énfasis, enlaces; sin imágenes.
candidacy-profile = Quién es usted (opcional)
candidacy-profile-hint = En pocas líneas: qué hace, dónde vive, qué ha hecho aquí antes. Como máximo { $n } caracteres.
candidacy-statement = Qué quiere
candidacy-statement-hint = Como máximo { $n } caracteres.
candidacy-save = Guardar
candidacy-published = La votación está publicada: lo que leen los votantes ya no se puede cambiar.
candidacy-as-seen = Como lo ven los votantes

## The demo

demo-mails-lead = En la demostración no se envían correos; están aquí, el más reciente primero.
demo-mails-none = Todavía ninguno.
demo-mails-read = Leer
demo-mail-to = Para { $email }
demo-mail-all = Todos los correos de demostración
demo-codes-lead = Quien gestiona votaciones se identifica con un código de una aplicación de autenticación. En la demostración los códigos están aquí; { $link } cuando se haya usado uno.
demo-codes-again = cargue de nuevo esta página
demo-codes-used = Se usaron todos los códigos de este minuto: espere medio minuto y cargue de nuevo la página.
demo-codes-secret = Secreto, para una aplicación propia
demo-codes-none = Nadie usa códigos todavía.

## Una votación en circunscripciones

precincts-lead-open = Esta votación se celebra en { $n } circunscripciones. Cada persona vota en una de ellas; la suya figura en su invitación y, tras identificarse, en «Mis votaciones». Cuando todas estén contadas, los resultados firmados se suman aquí.
precincts-lead-total = Las { $n } circunscripciones están contadas. La suma de sus resultados firmados es:
precincts-eligible = Pueden votar
precincts-issued = Pases de voto
precincts-ballots = Papeletas
precincts-option = Opción
precincts-votes = Votos
precincts-points = Puntos
precincts-outcome = Resultado
precincts-elected = gana
precincts-tied = empate
precincts-abstained = Abstenciones: { $n }
precincts-nobody = Nadie eligió nada.
precincts-nobody-listed = Nadie eligió nada, así que decide el orden de la lista.
precincts-title = Circunscripciones
precincts-one = Circunscripción { $number }: { $eligible } votantes
precincts-check = Comprobar la suma
precincts-check-lead = Cualquiera puede auditar cada circunscripción y volver a sumar los resultados. La oficina de registro firmó una lista de las circunscripciones. Declara que lo hizo antes del primer pase de voto.
precincts-check-keep = Guarde la lista ahora y compárela con la que se muestre después del recuento.
precincts-check-kept = Si guardó entonces la lista, compárela con la que está aquí.
precincts-check-signed = Lista y total firmados
