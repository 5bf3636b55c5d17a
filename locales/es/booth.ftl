### Todo lo que dice la cabina, y los programas de las páginas de resguardos. Cómo traducir: docs/languages.md.
### Las palabras de los votantes: pase de voto, código de resguardo, lista pública de papeletas, urna, oficina de registro.

# ltr, or rtl for languages that are written from right to left.
direction = ltr

## The frame of the page

skip = Ir a la papeleta
notice-label = Aviso
poll-label = Votación
languages-label = Idiomas
opening = Abriendo la votación…
foot = Su papeleta se hace en este navegador. Esta página no carga nada de otros sitios.

# The five steps above each page; "done" is read aloud after a step that is behind.
step-collect = Identificarse y recoger el pase de voto
step-mark = Marcar
step-review = Revisar
step-cast = Votar
step-keep = Guardar el resguardo
steps-label = Pasos
step-done = hecho
# The title of the window: the page, then the poll.
title-of = { $page } – { $poll }
# The same, of a page whose answer was refused.
title-of-error = Error: { $page }

## Banners, and buttons of many pages

test-banner = Esta es una votación de prueba. No decide nada.
demo-banner = Esto es una demostración. No la use para una votación real.
try-again = Intentar de nuevo
look-again = Mirar de nuevo
back = Atrás
next = Siguiente
more = Leer más
technical = Detalles para el soporte

## What keeps a voter from going on

trouble-insecure-title = Esta página necesita una conexión segura
trouble-insecure = Su navegador solo deja que una página haga una papeleta si la dirección empieza por https. Abra de nuevo la votación con la dirección https de su invitación.
trouble-old-title = Este navegador es demasiado antiguo para votar
trouble-old = No tiene los medios para firmar su papeleta. Use una versión actual de Firefox, Safari, Chrome o Edge, en este dispositivo o en otro.
trouble-storage-title = Este navegador no deja que la página recuerde su pase de voto
trouble-storage = Sin eso, su pase se perdería al salir de la página para recogerlo. Todavía no se ha hecho nada, y nada se ha perdido. Salga de la navegación privada, permita que este sitio guarde datos o use otro navegador.
trouble-full-title = Su navegador no pudo guardar este paso
trouble-full = Quizá el dispositivo no tenga espacio, o el guardado esté desactivado. No se envió nada, y nada se ha perdido. Haga sitio e inténtelo de nuevo.
trouble-unreachable-title = No se puede contactar con la urna
trouble-unreachable = Compruebe su conexión e inténtelo de nuevo. Nada se ha perdido: lo que este dispositivo guarda para usted sigue aquí.
trouble-unknown-title = Aquí no existe esa votación
trouble-unknown = Compruebe la dirección en su invitación. Cada letra cuenta.
trouble-manifest-title = Esta votación no es de fiar
trouble-manifest = Lo que envió la urna no corresponde a la dirección de la votación, o le falta una firma. No vote aquí. Avise a quienes organizan la votación.
trouble-failed-title = Algo ha fallado en esta página
trouble-failed = Nada de lo que hizo se ha perdido. Inténtelo de nuevo: sigue donde estaba.

## The first page, and the poll at a glance

start-action = Empezar: recoger el pase de voto
start-voting = Votación
start-passes = Pases de voto
start-from-to = { $from } – { $to }
start-until = hasta el { $to }
start-who = Quién puede votar
start-roll =
    { $n ->
        [one] Una persona en el censo de votantes que lleva { $registrar }
       *[other] { $n } personas en el censo de votantes que lleva { $registrar }
    }
start-open = Toda persona admitida por { $registrar } con una dirección de correo confirmada
start-results = Resultados
start-results-live = Se muestran durante la votación
start-results-after = Después del cierre
start-live-title = Los resultados de esta votación son públicos mientras se vota
start-live = Durante la votación, todos ven cuántos votos tiene cada opción. En una votación pequeña, puede notarse un cambio poco después de su voto.
start-how-title = ¿Cómo se mantiene secreto mi voto?
start-how = La oficina de registro comprueba que usted puede votar y le da un pase de voto que después no puede reconocer. Usted vota aquí con el pase. Así la oficina nunca ve su voto, y la urna nunca sabe quién es usted.
start-how-device = Use un dispositivo de confianza. Quien lo controla puede ver cómo vota usted.
start-eligible = ¿No sabe si está en el censo de votantes? Pregunte a la oficina de registro
start-early-title = Todavía no se entregan pases de voto
start-early = Vuelva a partir de esta fecha: { $date }.
start-no-passes-title = Ya no se entregan pases de voto
start-no-passes = Se entregaron hasta el { $date }. Si recogió el suyo en otro dispositivo, vote allí, o use aquí su archivo de respaldo.
start-doubted-title = La urna dice que esta votación ha terminado
start-doubted = Según el reloj de este dispositivo y lo que ha firmado la oficina de registro, la votación está abierta hasta esta fecha: { $date }. Si ese reloj es correcto, continúe: la urna debe aceptar su papeleta, o firmar que la rechaza.
start-doubted-before-title = La urna dice que la votación no se ha abierto
start-doubted-before = Según el reloj de este dispositivo, la votación se abrió en esta fecha: { $date }. Si ese reloj es correcto, continúe: la urna debe aceptar su papeleta, o firmar que la rechaza.
start-doubted-passes-title = La urna dice que ahora no se entregan pases de voto
start-doubted-passes = Según el reloj de este dispositivo, sí se entregan: { $from } – { $to }. Si ese reloj es correcto, continúe: los entrega la oficina de registro, y no la urna.
start-clocks = El reloj de la urna marca { $box } y el de este dispositivo, { $device }. Compárelos con otro reloj. Si el de este dispositivo está mal, póngalo en hora y vuelva a cargar esta página.
start-over-title = La votación se ha cerrado
start-over = Este dispositivo no guarda ni papeleta ni resguardo de esta votación.
start-result-link = Ver el resultado
start-poll-link = Sobre esta votación
start-receipt-link = Comprobar un resguardo
start-cancelled-title = Esta votación fue anulada
start-cancelled = La organización la anuló. No se contará ningún voto.

## Backup files: a voting pass that was not used yet, or a finished ballot

backup-have = Tengo un archivo de respaldo
backup-choose = Archivo de respaldo
backup-hint = Un archivo cuyo nombre empieza por psephos-backup.
backup-title = Guarde un archivo de respaldo
backup-why = Usted recibe un solo pase de voto. Si este navegador lo olvida antes de que usted vote, este archivo lo recupera, aquí o en otro dispositivo.
backup-must-title = Guarde primero el archivo de respaldo
backup-must = La votación se abre dentro de más de cinco días, y algunos navegadores borran antes lo que una página ha guardado. Guarde este archivo antes de continuar.
backup-secret = No lo comparta: quien lo tenga puede votar en su lugar.
backup-ballot-title = Guarde una copia de su papeleta
backup-ballot-why = Con este archivo se puede enviar su papeleta terminada desde otro navegador o dispositivo, si este la olvida.
backup-ballot-secret = No lo comparta: muestra cómo vota usted.
backup-save = Guardar el archivo de respaldo
backup-saved = Guardado. Búsquelo entre sus descargas.
backup-bad = Este archivo está dañado o no es un respaldo de esta votación. No se cambió nada.
backup-other-poll = Este es el respaldo de otra votación. Abra la página de esa votación para usarlo.
backup-taken = El archivo de respaldo no se abrió: alguien ya ha empezado en este dispositivo. Para usar el archivo, empiece primero de nuevo.
backup-missing = Guarde el archivo de respaldo y después continúe.

## Going to the registrar, and what comes back

request-title = Recoger su pase de voto
request-lead = Identifíquese en { $registrar }; después vuelve directamente aquí.
request-code = Código de control
request-code-hint = Cuando usted se haya identificado, la página de allí debe mostrar los mismos cuatro caracteres.
request-go = Continuar a { $registrar }
request-offline = Este dispositivo está sin conexión. Nada se ha perdido: continúe cuando vuelva a estar conectado.
request-start-over = Empezar de nuevo
request-late = Si el suyo se entregó antes, para esta misma solicitud, la oficina de registro todavía se lo da aquí. Si no, no puede darle ninguno.
request-late-go = Pedir a { $registrar } un pase ya entregado
request-refused-title = No recibió un pase de voto
# Why the registrar gave no pass.
request-refused-pass-already-issued = Ya se entregó un pase de voto a su nombre para esta votación, para otra solicitud distinta de esta. Si lo recogió en otro dispositivo o en otro navegador, continúe allí, o empiece de nuevo aquí con su archivo de respaldo. Si no fue usted, avise a quienes organizan la votación.
request-refused-not-eligible = La dirección con la que se identificó no está entre los votantes de esta votación. Si le invitaron en otra, vaya otra vez e identifíquese con esa. Si cree que es un error, escriba a quienes organizan la votación.
request-refused-address-changed = La organización puso su dirección en el censo de votantes hace poco. Durante un día no se entrega ningún pase de voto para ella, para que la dirección que estaba allí antes pueda oponerse. Vuelva después.
request-refused-issuance-not-open = Todavía no se entregan pases de voto.
request-refused-issuance-closed = Ya no se entregan pases de voto.
request-refused-declined = Los códigos de control eran distintos, así que no se entregó nada. Vaya otra vez a la oficina de registro, y solo con el botón de esta página. Si vuelven a ser distintos, avise a quienes organizan la votación.
request-refused-request-malformed = La oficina de registro no pudo leer la solicitud, así que no se entregó nada. Inténtelo de nuevo. Si vuelve a ocurrir, empiece de nuevo, y avise a quienes organizan la votación.
request-refused-unknown = La oficina de registro no dio ninguna razón. Inténtelo de nuevo, o pregunte a quienes organizan la votación.
request-bad-title = El enlace con el que volvió no contiene un pase para este dispositivo
request-bad = No se cambió nada. Recoja el pase otra vez con el botón de abajo; la oficina de registro le da el mismo.
request-none-title = Este navegador no pidió un pase de voto
request-none = Volvió con un pase, pero solo vale en el navegador en el que empezó. Abra esta página allí. Si ese navegador lo ha olvidado, use aquí su archivo de respaldo y recoja el pase otra vez; la oficina de registro le da el mismo.
request-signed-title = La respuesta de la oficina de registro no es un pase de voto válido
request-signed = Ha firmado esa respuesta, así que es una prueba de un fallo por su parte. Puede intentarlo de nuevo abajo. Si vuelve a ocurrir, dígaselo a quienes organizan la votación.

## Somebody began on this device: whose is it?

ask-pass-title = En este dispositivo ya hay un pase de voto
ask-pass = Alguien empezó aquí a votar en esta votación y no ha terminado. Si fue usted, continúe. Si fue otra persona, no use su pase.
ask-request-title = Alguien empezó aquí a recoger un pase de voto
ask-request = Todavía no ha vuelto con él. Si fue usted, continúe.
ask-ballot-title = Alguien votó en este dispositivo, y quizá la papeleta no haya llegado
ask-ballot = Enviarla de nuevo es seguro: cuenta una sola vez. Aunque no fuera la suya, ayuda si la envía.
ask-recorded-title = En este dispositivo se emitió un voto
ask-recorded = Si fue el suyo, puede ver su resguardo. Si usted es otra persona, empiece con su propio pase de voto; el resguardo de la otra persona se quita entonces de este dispositivo.
ask-recorded-over = Si fue el suyo, puede ver su resguardo. Si es de otra persona, déjelo aquí para ella. En esta votación ya nadie puede votar.
ask-go-on = Fui yo: continuar
ask-send = Enviarla ahora
ask-receipt = Fui yo: mostrar el resguardo
ask-start-over = Soy otra persona: empezar de nuevo
ask-loss-title = ¿Quitar el pase de voto de este dispositivo?
ask-loss = La oficina de registro no entrega un segundo pase. Sin archivo de respaldo, la persona a quien pertenece ya no podrá votar en esta votación.
ask-loss-request-title = ¿Quitar la solicitud de pase de voto de este dispositivo?
ask-loss-request = Si ya se entregó un pase para esta solicitud, después solo se podrá usar con un archivo de respaldo, y la oficina de registro no entrega un segundo. Si no se entregó ninguno, no se pierde nada.
ask-loss-ballot-title = ¿Quitar la papeleta terminada de este dispositivo?
ask-loss-ballot = No es seguro que haya llegado. Sin archivo de respaldo nadie puede enviarla de nuevo.
ask-loss-receipt-title = ¿Quitar el resguardo de este dispositivo?
ask-loss-receipt = Eso no cambia nada del voto. Sin el resguardo ya no se puede comprobar. El dispositivo puede conservar huellas de lo que estaba guardado.
ask-loss-receipt-cancelled = Esta votación fue anulada, así que no se cuenta ningún voto. Sin el resguardo ya nadie puede mostrar que este voto se emitió. El dispositivo puede conservar huellas de lo que estaba guardado.
ask-remove = Quitar y empezar de nuevo
ask-remove-receipt = Quitar el resguardo
ask-keep = Conservar
ask-save-receipt = Guardar primero el resguardo

## A voting pass is here; voting is not open, or over

wait-title = Tiene su pase de voto
wait-lead = La votación se abre en esta fecha: { $date }. Vuelva entonces a esta página, con este navegador en este dispositivo.
wait-late-title = La votación se ha cerrado
wait-late = Usted recogió un pase de voto, pero desde este dispositivo no se depositó ninguna papeleta.
wait-changed = La votación ha avanzado en otra pestaña o ventana. Aquí es donde está ahora.

## Marking

mark-question = Pregunta { $n } de { $of }
mark-choose-one = Elija una opción.
mark-choose-up-to = Elija { $max } como máximo.
mark-choose-exactly = Elija { $n }.
mark-choose-between = Elija de { $min } a { $max }.
mark-chosen =
    { $n ->
        [one] { $n } elegida
       *[other] { $n } elegidas
    }
mark-too-many = { $n } elegidas, son demasiadas
mark-abstain = Me abstengo en esta pregunta
mark-rank-hint = Ordene las opciones según su preferencia, la mejor primero.
mark-rank-exactly = Ordene { $n }.
mark-rank-between = Ordene al menos { $min } y como máximo { $max }.
mark-ranked = Su orden
mark-ranked-none = Todavía no hay nada ordenado.
mark-unranked = Sin ordenar
mark-rank-full = Ha ordenado { $n }, tantas como admite esta pregunta. Quite una para ordenar otra.
mark-rank-as = Poner en el puesto { $n }
mark-up = Subir
mark-down = Bajar
mark-remove = Quitar
mark-now-at = { $title } está ahora en el puesto { $n }
mark-now-unranked = { $title } ya no está en el orden
mark-score-hint = Dé una puntuación a cada opción. { $high } es la mejor, { $low } la peor.
mark-filter = Buscar en esta lista
mark-filtered =
    { $n ->
        [one] Se muestra { $n } de { $of }
       *[other] Se muestran { $n } de { $of }
    }
mark-about = Sobre { $title }
mark-review = Revisar su papeleta
mark-back-to-review = Volver a la revisión
mark-error-title = Hay un problema
mark-error-none = Elija una opción
mark-error-none-abstain = Elija una opción, o absténgase
mark-error-few = Elija al menos { $min }
mark-error-few-abstain = Elija al menos { $min }, o absténgase
mark-error-many = Elija como máximo { $max }
mark-error-scores = Dé una puntuación a cada opción
mark-error-scores-abstain = Dé una puntuación a cada opción, o absténgase
mark-error-numbers = Dé a cada opción un número entero de { $low } a { $high }
mark-error-numbers-abstain = Dé a cada opción un número entero de { $low } a { $high }, o absténgase
mark-error-number = Escriba un número entero de { $low } a { $high }
mark-error-rank = Ordene al menos { $min }
mark-error-rank-abstain = Ordene al menos { $min }, o absténgase
mark-got-pass = Su pase de voto ha llegado.
# The marks on the ballot: not on this device alone, but in this tab, until it is closed.
mark-kept = Sus marcas se conservan mientras esta pestaña esté abierta.

## Review

review-title = Revise su papeleta
review-lead = Su voto aún no se ha emitido. Compruebe sus respuestas y después emita su voto.
review-change = Cambiar
review-abstained = Usted se abstiene
review-final-title = Antes de votar
review-final = Un voto emitido ya no se puede cambiar.
review-receipt = Recibirá un código de resguardo para comprobar que se cuenta. Tras el cierre se publican todas las papeletas sin nombres; quien tenga su resguardo puede ver entonces cómo votó usted.
review-cast = Emitir el voto

## Casting

cast-sending-title = Emitiendo su voto…
cast-sending = Tarda un momento. Puede cerrar la página; cuando la abra de nuevo en este dispositivo, puede enviar de nuevo la misma papeleta; cuenta una sola vez.
cast-retry = Aún no hay respuesta. Nuevo intento ({ $n }).
cast-offline = Este dispositivo parece estar sin conexión. Su papeleta se envía en cuanto el dispositivo vuelva a estar conectado.
cast-unanswered-title = Todavía no sabemos si su voto ha llegado
cast-unanswered = La urna no respondió. Su papeleta terminada está segura en este dispositivo. Envíela de nuevo ahora, o abra esta página más tarde mientras la votación siga abierta; cuenta una sola vez.
cast-again = Enviarla de nuevo
cast-wrong-title = Su voto aún no está confirmado
cast-wrong = Por lo que sabemos, su voto no está registrado. Su papeleta terminada está segura en este dispositivo. Envíela de nuevo; si sigue igual, guarde las pruebas.
cast-refused-title = La urna no aceptó su papeleta
cast-spent-title = Su pase de voto ya se usó
# Why the ballot box took no ballot.
cast-refused-token-spent = Ya se depositó otra papeleta con su pase de voto, desde otro dispositivo o un respaldo. Esa papeleta cuenta; esta no.
cast-refused-voting-closed = La votación se había cerrado antes de que llegara su papeleta, así que no cuenta.
cast-refused-voting-not-open = La votación todavía no se ha abierto. Su papeleta terminada queda en este dispositivo; envíela de nuevo cuando se abra.
cast-refused-token-invalid = Dice que su pase de voto no es válido. Este dispositivo lo ha comprobado y es correcto, así que algo va mal.
cast-refused-signature-invalid = Dice que la firma de la papeleta no es válida. Este dispositivo la ha comprobado y es correcta, así que algo va mal.
cast-refused-content-invalid = Dice que la papeleta no está bien rellenada. Este dispositivo la ha comprobado y es correcta, así que algo va mal.
cast-refused-unknown = Dio una razón que esta página no conoce. Su papeleta aún no está contada; queda en este dispositivo.
cast-said-closed = Dice que la votación se había cerrado antes de que llegara su papeleta.
cast-other-code = Código de resguardo de la papeleta que cuenta
cast-spent-todo = Si usted depositó esa papeleta, ya ha votado y no queda nada por hacer. Si no, otra persona ha usado su pase de voto: despliegue «¿Algo va mal?» más abajo, guarde las pruebas y avise a quienes organizan la votación.
cast-evidence-use = La respuesta está firmada, así que es una prueba. Guárdela si cree que es incorrecta.
cast-other-tab = Ya se terminó una papeleta en otra pestaña o ventana. Esa es la que se deposita; lo que marcó aquí no se usa.

## The receipt

receipt-title = Su voto está registrado
receipt-lead = La urna ha firmado que su papeleta está aceptada y se contará.
# The same page, where a check of the receipt has found a fault.
receipt-fault-title = La comprobación ha hallado un fallo
receipt-fault = La urna ha firmado que su papeleta está aceptada, pero su respuesta a la comprobación no está en orden. Conserve su resguardo. Lo que va mal se explica más abajo en esta página.
receipt-code = Su código de resguardo
receipt-keep = Guarde este código, o el archivo: con él puede comprobar, ahora y tras el cierre, que su papeleta está en la lista pública. Nunca se envía por correo electrónico.
receipt-secret = No se lo muestre a nadie: tras el cierre, quien lo tenga puede ver cómo votó usted.
receipt-save = Guardar el archivo del resguardo
receipt-copy = Copiar el código
receipt-copied = Copiado
receipt-copy-failed = No se pudo copiar. Seleccione el código y cópielo usted.
receipt-print = Imprimir
receipt-qr = Código QR de la página que comprueba este resguardo
receipt-qr-hint = Con esta imagen otro dispositivo encuentra la página que comprueba su papeleta.
receipt-mine = Mis resguardos en este dispositivo
receipt-check-title = Compruébelo ahora
receipt-check = Comprobar que mi papeleta está en la lista pública
receipt-check-again = Comprobar de nuevo
receipt-checking = Comprobando…
receipt-page = Comprobar un resguardo en cualquier momento
receipt-unkept = Lo que este dispositivo guardaba de su voto se quitó en otra pestaña mientras su papeleta estaba en camino. Guarde el resguardo ahora: esta página es el único lugar que lo tiene.
receipt-someone-else = Otra persona quiere votar en este dispositivo
receipt-wrong-title = ¿Algo va mal?
receipt-wrong = La urna ha firmado la promesa de que su papeleta se contará, y cualquiera puede comprobarlo. El archivo de pruebas la contiene.
receipt-cancelled = La organización ha anulado esta votación. No se contará ningún voto.

## The page "My receipts"

mine-none = En este dispositivo no se guarda nada.
mine-about = Lo que este navegador guarda para los votantes de esta urna. Otras personas que usan este dispositivo también pueden ver esta página.
mine-recorded = En este dispositivo se emitió un voto, y su resguardo está aquí.
mine-unconfirmed = Aquí hay una papeleta terminada. Quizá no haya llegado todavía.
mine-pass = Aquí hay un pase de voto. En este dispositivo no se depositó ninguna papeleta con él.
mine-request = En este dispositivo se pidió un pase de voto.
mine-unknown-poll = Una votación que esta urna no muestra
mine-receipt = Mostrar el resguardo
mine-go-on = Abrir la votación
mine-forget-all = Olvidar todo en este dispositivo
mine-forget-title = ¿Olvidar todo en este dispositivo?
mine-forget = Esto no retira ningún voto emitido. Los resguardos ya no se podrán mostrar aquí. Un pase de voto sin usar se pierde para siempre, salvo que tenga su archivo de respaldo.
mine-traces = Los navegadores conservan un tiempo huellas de lo que se borró. En un dispositivo que no es suyo, borre también los datos del navegador para este sitio.
mine-forget-now = Sí, olvidar todo
mine-keep = Conservarlo
mine-forgotten = Este navegador ya no guarda nada para los votantes de esta urna.

## Evidence files

evidence-save = Guardar las pruebas
evidence-whom = Guarde el archivo de pruebas y déselo a quienes organizan la votación, en { $registrar }, y a alguien que no dependa de ellos: una comisión electoral, una observadora, un abogado. Cualquiera puede comprobar las firmas que contiene.
evidence-secret = El archivo no contiene su nombre. Puede mostrar qué papeleta es la suya, así que déselo solo a personas de confianza.

## Is the ballot on the public list?

check-listed = Su papeleta está en la lista pública, número { $n } de { $of }.
check-listed-no-number = Su papeleta está en la lista pública.
check-counted = Está en el resultado firmado.
check-grown = La urna dice que se contó. La lista pública ha crecido desde que se firmó el resultado; compruebe de nuevo dentro de un rato.
check-proved = Este navegador ha comprobado la prueba por sí mismo.
check-waiting = Su papeleta está aceptada y espera a ser puesta en la lista pública, junto con otras para que nadie sepa cuándo votó usted. Compruebe de nuevo dentro de un rato.
check-waiting-unproved = Una papeleta con este código está aceptada y espera a ser puesta en la lista pública, junto con otras. Compruebe de nuevo dentro de un rato.
check-wrong-title = Algo va mal
check-unknown-promised = La urna ha firmado que aceptó esta papeleta, y ahora dice que no la conoce. Lo que firmó es una prueba.
check-lost = Quizá haya perdido la papeleta. Este dispositivo todavía la tiene y puede enviarla de nuevo junto con lo que firmó la urna; cuenta una sola vez.
check-present = Enviarla de nuevo con su firma
check-presented = La urna ha firmado de nuevo que acepta su papeleta.
check-not-taken = A la urna se le mostró su propia promesa, y no vuelve a aceptar la papeleta. La promesa y la respuesta son pruebas.
check-fault = La respuesta de la urna no puede ser correcta: su prueba o su firma no es válida. Conserve su resguardo.
check-left-out = El resultado está firmado, y sin embargo la urna dice que su papeleta no está en la lista pública. Estaba aceptada y debería haberse contado.
check-shorter = La lista pública que se muestra ahora es más corta que la que prueba su archivo. Una lista pública solo crece. Puede ser una respuesta antigua: compruebe de nuevo. Si sigue igual, haga lo siguiente.
check-other-past = La lista pública que se muestra ahora no continúa la que prueba su archivo: lo que había allí se cambió, o no se muestra.
check-extended = La lista ha crecido desde que se guardó el archivo. Este navegador ha comprobado que lo que contenía entonces sigue en ella.
check-fork = La urna ha firmado dos listas públicas distintas de la misma longitud. Juntas son una prueba.
check-save-new = Guardar el archivo del resguardo con esta prueba
check-unreachable = No se puede contactar con la urna. Inténtelo más tarde.
check-bad-file = Este no es un archivo de resguardo de esta votación, o fue modificado.
check-file-good = El archivo del resguardo es auténtico: la urna ha firmado que aceptó esta papeleta.
check-file-proved = El archivo contiene además una prueba válida de que la papeleta estaba en la lista pública.
