### Las páginas de la urna. Cómo traducir: docs/languages.md.

## In the list of polls, and at the head of each page

test-label = Votación de prueba
test-notice = VOTACIÓN DE PRUEBA - aquí no se decide nada.
this-poll = Esta votación
crumb-poll = La votación
crumb-receipt = Comprobar un resguardo
crumb-ballots = Lista pública de papeletas
crumb-result = Resultado
phase-before = aún no abierta
phase-voting = abierta
phase-closed = cerrada, en recuento
phase-counted = contada
phase-cancelled = anulada
ballots-number =
    { $n ->
        [one] { $n } papeleta
       *[other] { $n } papeletas
    }

## The list of polls

polls-title = Votaciones
polls-lead = Este servicio recibe votos, los guarda en una lista pública y los cuenta. No conoce a ningún votante: solo el servicio de quien organiza sabe quién puede votar.
polls-open = Abiertas ahora
polls-none-open = En este momento no hay ninguna votación abierta.
polls-coming = Próximas
polls-past = Pasadas
polls-test = votación de prueba
polls-closes = Cierre de la votación: { $date }.
polls-opens = Apertura de la votación: { $date }.
polls-closed = Votación cerrada: { $date }.
polls-run-by = Organizada por { $registrar }.
polls-listed = { $ballots } en la lista pública.
polls-result = Ver el resultado
polls-pages = Votaciones pasadas
polls-page = Página { $page } de { $pages }
polls-later = Votaciones posteriores
polls-earlier = Votaciones anteriores
polls-foot = { $service }. Cualquiera puede comprobar todo lo que publica este servicio:
polls-interface = interfaz
polls-signed = lista firmada de todas las votaciones

## The page that checks a receipt

receipt-title = Comprobar un resguardo
receipt-title-of = Comprobar un resguardo: { $poll }
receipt-missing-title = No encontrado
receipt-missing-unknown = Esta votación no tiene ninguna papeleta con ese código de resguardo.
receipt-missing-malformed = Un código de resguardo tiene 16 letras y cifras, en cuatro grupos de cuatro como 7Q2M-K0XA-3D9F-ZT41.
receipt-missing-hint = Busque primero letras mal leídas. Si el código es correcto y su papeleta no está aquí, su resguardo guardado es una prueba:
receipt-wrong-link = algo va mal
receipt-promised-title = Su papeleta está en la urna
receipt-promised = Está aceptada y pronto estará en la lista pública. Las papeletas se ponen allí en grupos mezclados; mire de nuevo más tarde, y después del cierre.
receipt-logged-title = Su papeleta está en la lista pública
receipt-logged = Número { $number } de { $ballots } hasta ahora. Se contará al cierre.
receipt-counted-title = Su papeleta se contó
receipt-counted = Es la número { $number } de { $ballots } en la lista pública.
receipt-code = Código de resguardo
receipt-code-hint = 16 letras y cifras, como 7Q2M-K0XA-3D9F-ZT41. Las mayúsculas y los guiones no importan.
receipt-check = Comprobar
receipt-file = O abra el archivo del resguardo que guardó
receipt-file-hint = Se queda en este dispositivo. A la urna se le pregunta por la papeleta que nombra, como con un código que usted escribe.
receipt-wrong-title = Algo va mal
receipt-wrong = Conserve el archivo de su resguardo: está firmado por este servicio y prueba que su papeleta fue aceptada. Envíelo a quien organiza, { $registrar }, o a quien observe esta votación. Mientras la votación esté abierta no muestra cómo votó usted; después del cierre, sí.
receipt-unrecorded = Lo que escribe aquí va a este servicio, que no anota quién pregunta.

## The page "My receipts"

mine-title = Mis resguardos en este dispositivo
mine-noscript = Esta página necesita JavaScript: lo que muestra está solo en su dispositivo, y ningún servidor lo conoce.
