### Las páginas de la urna. Cómo traducir: docs/languages.md.

## In the list of polls, and at the head of each page

test-label = Votación de prueba
test-notice = Esta es una votación de prueba. No decide nada.
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
polls-lead = Este servicio recibe votos, los guarda en una lista pública y los cuenta. No conoce a ningún votante: solo el servicio de la organización sabe quién puede votar.
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
polls-present = A las votaciones abiertas o próximas
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
receipt-wrong-file-title = No es un resguardo de esta votación
receipt-missing-file = Esto no es un archivo de resguardo de esta votación, o se modificó. No se ha hecho nada; elija el archivo que guardó al votar.
receipt-missing-promised = El archivo es auténtico: este servicio ha firmado que aceptó esta papeleta. Y sin embargo no la encuentra ahora. Conserve el archivo, lo demuestra:
receipt-missing-hint = Busque primero letras mal leídas. Si el código es correcto y su papeleta no está aquí, su resguardo guardado es una prueba:
receipt-wrong-link = algo va mal
receipt-promised-title = Su papeleta está en la urna
receipt-promised = Está aceptada y pronto estará en la lista pública. Las papeletas se ponen allí en grupos mezclados; mire de nuevo más tarde, y después del cierre.
receipt-logged-title = Su papeleta está en la lista pública
receipt-logged = Número { $number } de { $ballots } hasta ahora. Se contará al cierre.
receipt-counted-title = Su papeleta se contó
receipt-counted = Es la número { $number } de { $ballots } en la lista pública.
receipt-genuine = El archivo es auténtico: este servicio ha firmado que aceptó esta papeleta.
receipt-word = Esto lo dice este servicio; no es una prueba. Solo prueba lo que usted mismo comprueba: aquí con los scripts activados, o con el programa { $program } y el archivo que guardó:
receipt-code = Código de resguardo
receipt-code-hint = 16 letras y cifras, como 7Q2M-K0XA-3D9F-ZT41. Las mayúsculas y los guiones no importan.
receipt-check = Comprobar
receipt-file = O abra el archivo del resguardo que guardó
receipt-file-hint = Se queda en este dispositivo. A la urna se le pregunta por la papeleta que nombra, como con un código que usted escribe.
receipt-file-hint-sent = Se envía a este servicio, que busca la papeleta que nombra y no guarda nada.
receipt-send = Enviar el archivo y buscar
receipt-wrong-title = ¿Algo va mal?
receipt-wrong = Conserve el archivo de su resguardo: está firmado por este servicio y prueba que su papeleta fue aceptada. Envíelo a la organización, { $registrar }, o a quien observe esta votación.
receipt-shows = Mientras la votación esté abierta no muestra cómo votó usted; después del cierre, sí.
receipt-unrecorded = Lo que escribe aquí va a este servicio, que no anota quién pregunta.

## The page "My receipts"

mine-title = Mis resguardos en este dispositivo
mine-noscript = Esta página necesita JavaScript: lo que muestra está solo en su dispositivo, y ningún servidor lo conoce.

## What several pages about a poll say

# The number has its language's decimal sign already.
percent = { $n } %
# Two or more of equal rank: the first ones, with commas, and the last.
list-and = { $first } y { $last }
for-checkers = Para quien comprueba
check-yourself = Compruébelo usted
back = Atrás
next = Siguiente
quorum-one = Además, antes tiene que haber visto la lista pública el testigo de esta votación.
quorum-of =
    { $quorum ->
        [one] Además, antes tiene que haber visto la lista pública uno de los { $witnesses } testigos de esta votación.
       *[other] Además, antes tienen que haber visto la lista pública { $quorum } de los { $witnesses } testigos de esta votación.
    }
# Two moments, one behind the other.
fact-from = desde el { $date }
fact-to = hasta el { $date }
# When one can vote.
fact-voting = Votación
fact-passes = Pases de voto
fact-opens = Apertura de la votación
fact-closes = Cierre de la votación
fact-closed = Cierre de la votación
fact-moved = (cambiado por la organización)
fact-run-by = Organizada por
fact-eligible = Quién puede votar
fact-turnout = Participación
fact-issued = Pases de voto entregados
fact-counted = Papeletas contadas
fact-id = Identificador de la votación
# The public log, to which entries are only ever added.
fact-entries = Entradas del registro
# Of the log's tree of hashes.
fact-root = Raíz
eligible-people =
    { $n ->
        [one] { $n } persona
       *[other] { $n } personas
    }
eligible-then = { $n } cuando se publicó la votación
eligible-registered = Quien se haya inscrito
issued-unstated = aún no se sabe; el número figurará en la página del resultado en cuanto el servicio de la organización lo haya declarado
too-many-ballots = Se contaron más papeletas que pases de voto se entregaron. Esto delata al servicio de la organización; no se fíe de este resultado.

## The page of a poll

poll-live = En esta votación los recuentos son públicos mientras se vota.
poll-vote = Votar
poll-passes-from = Puede recoger su pase de voto a partir del { $date }.
poll-booth = Ir a la cabina
poll-counting = La votación ha terminado. Las papeletas se están contando. Casi siempre tarda menos de un minuto; el resultado debe estar a más tardar un día después del cierre.
poll-called-off = La organización ha anulado esta votación. No se cuenta ni se publica ningún voto.
poll-glance = De un vistazo
poll-eligible-then =
    { $n ->
        [one] { $n } persona cuando se publicó la votación.
       *[other] { $n } personas cuando se publicó la votación.
    }
poll-growing = Se pueden añadir más hasta el { $date }.
poll-anyone = quien se inscriba con una dirección de correo que acepte la organización
poll-turnout = { $ballots } en la lista pública
poll-turnout-issued =
    { $issued ->
        [one] { $ballots } en la lista pública, { $issued } pase de voto entregado
       *[other] { $ballots } en la lista pública, { $issued } pases de voto entregados
    }
poll-turnout-mixed = (las papeletas aparecen allí en grupos: las más recientes aún no se ven)
poll-counts = Recuentos
poll-counts-never = nunca se harán
poll-counts-live = públicos mientras se vota
poll-counts-after = nadie los ve antes del cierre
# Others who look at the public list and sign what they saw.
poll-witnesses = Testigos
poll-witnesses-named =
    { $n ->
        [one] { $n } nombrado
       *[other] { $n } nombrados
    }
poll-witnesses-quorum =
    { $n ->
        [one] número: { $n }; no hay resultado hasta que este testigo haya visto la lista pública
       *[other]
            { $quorum ->
                [one] número: { $n }; no hay resultado hasta que uno de ellos haya visto la lista pública
               *[other] número: { $n }; no hay resultado hasta que { $quorum } de ellos hayan visto la lista pública
            }
    }
poll-notice = Aviso { $number } de la organización, { $date }:
poll-running = Recuento provisional
poll-asked = Qué se pregunta
how-choose-one = Elija una opción.
how-choose = Elija { $n }.
how-choose-between = Elija de { $min } a { $max }.
how-choose-up-to = Elija { $max } como máximo.
how-rank = Ordene { $n }, la mejor primero.
how-rank-between = Ordene al menos { $min } y como máximo { $max }, la mejor primero.
how-score = Dé a cada una una puntuación de { $low } a { $high }.
poll-protected = Cómo se protege su voto
poll-protected-lead = El servicio de la organización sabe quién es usted, pero nunca ve su papeleta. Este servicio ve papeletas, pero nunca quién es usted. Ninguno puede unir lo uno con lo otro.
poll-protected-more = Más información
poll-protected-pass = Su pase de voto se hace en su propio navegador, de manera que la organización lo confirma sin verlo.
poll-protected-receipt = Usted recibe un código de resguardo. Con él puede comprobar que su papeleta está en la lista pública; antes del cierre no muestra cómo votó.
poll-protected-kept = Un resguardo que conserve después del cierre muestra cómo votó a quien se lo dé. Guárdelo para usted.
poll-protected-mixed = Las papeletas se ponen en la lista pública en grupos mezclados, así que no se sabe en qué orden llegaron.
poll-protected-unmixed = Esta es una votación de prueba: las papeletas se ponen enseguida en la lista pública y no se mezclan.
poll-protected-recount = Después del cierre cualquiera puede volver a contar: cada papeleta se publica sin nombre.
# The short name is the alias in the address of a poll.
precinct-of = El nombre corto de esta votación dice que es la circunscripción { $number } de { $count } de una elección.
precinct-result = Lo que se cuenta aquí es una parte. El resultado de la elección es el total de todas las circunscripciones.
precinct-all = Todas las circunscripciones y el total
poll-others = Otras votaciones de la misma organización al mismo tiempo
poll-manifest = Descripción firmada
poll-manifest-link = manifiesto
poll-log = Registro público
poll-log-link = último estado
poll-entries-link = entradas
poll-browser = En este navegador

## Counts: bars, tables, rounds

counts-label =
    { $kind ->
        [votes] { $question }: votos
        [points] { $question }: puntos
        [first] { $question }: primeras preferencias
       *[scores] { $question }: puntuaciones totales
    }
counts-method =
    { $method ->
        [irv] Segunda vuelta instantánea: la opción con menos primeras preferencias queda fuera, hasta que una tenga más de la mitad.
        [stv-scottish] Voto único transferible, según las reglas de las elecciones locales de Escocia: quien alcanza la cuota tiene un escaño, y los votos sobrantes pasan a la siguiente preferencia con una parte de su valor. Cuando quedan tantas opciones como escaños, o menos, los obtienen.
        [stv-meek] Voto único transferible por el método de Meek: quien alcanza la cuota tiene un escaño y conserva de cada voto solo lo que necesita para ello. Cuando quedan tantas opciones como escaños, o menos, los obtienen.
        [schulze] Método de Schulze: las opciones se comparan de dos en dos, y gana la que nadie vence.
       *[borda] Método de Borda: un puesto en una papeleta vale tantos puntos como opciones hay por debajo.
    }
counts-abstained = Abstenciones: { $n }.
counts-seats = Escaños: { $n }.
counts-tied = Las opciones empatadas lo están por el último escaño, y las reglas de esta votación lo dejan abierto.
# Where one wins.
counts-tied-one = Las opciones empatadas comparten el primer puesto, y las reglas de esta votación dejan abierto cuál gana.
counts-nobody = Nadie eligió nada.
counts-nobody-listed = Nadie eligió nada, así que decide el orden de la lista.
counts-first = Primeras preferencias:
counts-table = Lo mismo en una tabla
column-option = Opción
column-votes = Votos
column-total = Total
# Of all ballots that were counted. The column is narrow on a phone: there is a soft hyphen in the word.
column-share = Parte de las pape­letas
column-outcome = Resultado
column-round = Ronda { $n }
row-abstained = Abstenciones
outcome-wins = gana
outcome-seat = gana un escaño
outcome-tied = empate
pairs-title = De dos en dos
pairs-lead = Cuántas papeletas prefieren una opción y cuántas la otra:
pair-over = { $one } por delante de { $other }: { $more } a { $fewer }
pair-equal = { $one } y { $other } igualadas: { $more } cada una
rounds-title = Ronda a ronda
rounds-quota = Cuota en votos: { $n }.
round-quota = Cuota: { $n }.
round-exhausted = Sin opciones restantes en la papeleta: { $n }.
tie-round = Empate: { $options } están igualadas; decide la ronda { $round }, en la que eran distintas.
tie-list = Empate: { $options } están igualadas; decide el orden de la lista.
tie-open = Empate: { $options } están igualadas, y nada decide entre ellas.
round-elected = Con escaño: { $options }.
round-transferred = El excedente de { $option } pasa a las siguientes preferencias.
round-out = Fuera: { $option }.
rounds-table = Las rondas en una tabla
rounds-label = { $question }: rondas
# In the table, of an option that is no longer in the race.
rounds-out = fuera
rounds-exhausted = Sin opciones

## The result

result-title-of = Resultado: { $poll }
result-cancelled = La organización ha anulado esta votación. No hay resultado.
result-later = El resultado se publica después del cierre, { $date }.
result-counts = Recuento
result-check = Su navegador puede comprobar cada papeleta y volver a contar: tarda un momento.
result-certificate = El acta de este resultado, para imprimir
result-receipt = Comprobar que su papeleta se contó
result-ballots = Ver todas las papeletas
result-csv = Descargar todas las papeletas en una tabla (CSV)
result-bundle = Todo lo necesario para volver a contar, en un archivo (el paquete de control)
result-signed = El resultado firmado
result-number = (número { $number }; los anteriores siguen publicados)
downloads-title = Descargar y comprobar
downloads-ndjson = Lo mismo en líneas JSON, con firmas
downloads-ballots = Lo mismo en la forma en que se firmó
downloads-check = Una línea con el programa { $program }, en su propio ordenador, lo descarga todo, comprueba cada firma y cada papeleta y vuelve a contar; no se fía de ninguno de los dos servicios:

## The public list of ballots, and the page of one

ballots-title-of = Lista pública de papeletas: { $poll }
ballots-cancelled = Esta votación fue anulada. Lo que dicen sus papeletas no se publica nunca.
ballots-so-far = En la lista: { $ballots }.
ballots-later = Lo que dicen se publica después del cierre, { $date }.
ballots-with-result = Lo que dicen se publica con el resultado.
ballots-meanwhile = Hasta entonces puede { $link }.
ballots-meanwhile-link = comprobar un resguardo
ballots-mixed = { $ballots }, sin nombres, en grupos mezclados: dentro de un grupo el orden no dice nada de cuándo se emitieron.
ballots-unmixed = { $ballots }, sin nombres, en el orden en que llegaron, porque esta es una votación de prueba.
ballots-missing = Ninguna papeleta de la lista tiene el número o el código de resguardo «{ $searched }». Busque primero letras mal leídas.
ballots-missing-hint = Si la emitió usted, { $link }.
ballots-missing-link = compruebe su resguardo
ballots-find = Buscar una papeleta
ballots-find-hint = Por su número, o por su código de resguardo.
ballots-find-go = Buscar
ballots-label = Papeletas
ballots-page = Página { $page } de { $pages }
ballots-column-number = Número
ballots-none = Nadie ha votado.
answer-abstained = abstención
ballot-title-of = Papeleta { $number }: { $poll }
ballot-of = Papeleta { $number } de { $ballots }
ballot-whose = Quien la emitió conoce el código de resguardo. Este servicio no puede decir quién es, y el de la organización tampoco.
ballot-number = Papeleta { $number }
ballot-back = Volver a la lista
ballot-hash = Huella de la papeleta
ballot-entry = Entrada del registro
ballot-entry-from-0 = { $index }, contando desde 0
ballot-proof = Prueba de que está allí

## The certificate of the result

certificate-title = Acta del resultado
certificate-title-of = Acta: { $poll }
certificate-print = Imprima esta página, o guárdela como PDF, con su navegador. Dice qué se contó y cómo puede comprobarlo cualquiera; lo firmado es el archivo que nombra, no el papel.
certificate-registrar = Organizada a través de
certificate-box = Votos recibidos y contados por
certificate-moved = (cambiada por un aviso firmado de la organización)
certificate-cast = Papeletas emitidas
certificate-rule =
    { $rule ->
        [votes] Gana la opción con más votos.
        [scores] Gana la opción con el mayor total.
       *[seat] Hay un escaño.
    }
certificate-rule-seats =
    { $rule ->
        [votes] Las { $seats } opciones con más votos ganan un escaño cada una.
        [scores] Las { $seats } opciones con los mayores totales ganan un escaño cada una.
       *[seat] Hay { $seats } escaños.
    }
# Where there is one seat, or one wins.
certificate-tie =
    { $ties ->
        [report] Un empate por el primer puesto queda abierto: no gana ninguna de las empatadas.
       *[listed] En un empate se prefiere la opción que está primero en la lista.
    }
certificate-ties =
    { $ties ->
        [report] Un empate por el último escaño no se lo da a ninguna de las empatadas.
       *[listed] En un empate por el último escaño se prefiere la opción que está primero en la lista.
    }
certificate-tie-rounds = Si varias opciones empatan en una ronda, decide la última ronda anterior en que diferían; solo es empate lo que ninguna ronda decide. Si ninguna ronda decide cuál queda fuera, y el último escaño no depende de ello, es aquella de entre ellas que figura en último lugar en la lista.
certificate-rounds-caption = Votos en cada ronda
certificate-rounds = Se decidió en { $n } rondas, que la página del resultado muestra una por una.
certificate-caption =
    { $kind ->
        [votes] Votos, papeletas contadas: { $total }
        [points] Puntos, papeletas contadas: { $total }
        [first] Primeras preferencias, papeletas contadas: { $total }
       *[scores] Puntuaciones totales, papeletas contadas: { $total }
    }
certificate-check = Cada papeleta es pública, sin nombre. Cualquiera puede comprobarlas todas y volver a contar, en un navegador en
certificate-program = o con el programa { $program }, que no se fía de ninguno de los dos servicios:
certificate-file = Archivo
certificate-digest = Su SHA-256
certificate-number = Número
certificate-number-later = { $number } (los anteriores siguen publicados)
certificate-poll = Votación
certificate-entries = Entradas del registro público
certificate-root = Raíz del registro
certificate-registrar-key = Clave del servicio de la organización
certificate-box-key = Clave de la urna
certificate-back = Volver al resultado

## The page that checks an election, besides what its script says

check-title = Comprobar esta votación
check-title-of = Comprobar esta votación: { $poll }
check-counted = Su navegador recoge lo publicado de esta votación, comprueba cada firma, cada entrada del registro público y cada papeleta, vuelve a contar y compara su recuento con el resultado firmado. Lo que encuentra se queda en su navegador.
check-cancelled = Esta votación fue anulada: lo que dicen sus papeletas no se publica nunca. Su navegador comprueba lo que hay, las declaraciones firmadas y el registro público.
check-early = Todavía no hay resultado. Su navegador comprueba lo que hay, las declaraciones firmadas y el registro público, y no dice nada del resultado. Vuelva cuando esté.
check-noscript = Esta comprobación es un script de su navegador, y aquí los scripts están desactivados. Actívelos para este sitio, o compruebe con el programa { $program }, véase abajo.
check-worth = Cuánto vale esta comprobación
check-worth-lead = El programa que comprueba viene de la misma urna que comprueba. Muestra errores, y muestra si lo publicado encaja. Una urna que miente podría enviarle un programa que también miente.
check-elsewhere = Si depende mucho de ello, compruebe con un programa de otra procedencia. El primero de estos hace lo mismo que esta página; el segundo compara los archivos de este sitio, también los de esta comprobación, con los publicados:
check-bundle = Todo lo necesario para ello, en un archivo (el paquete de control)

## The page of an archive, which may be hosted anywhere

archive-name = Archivo de una votación
archive-cancelled = La organización anuló esta votación. No hay resultado, y lo que dicen sus papeletas no se publica nunca.
archive-moved = (cambiada por avisos de la organización)
archive-registrar = Quién puede votar: lo lleva
archive-box = Papeletas: las recibe y cuenta
archive-issued-unstated = no declarados por la organización
archive-logged = Papeletas en el registro
archive-notices = Avisos
# When, before what a notice says.
archive-notice = { $date }:
archive-ballots = Las papeletas
archive-ballots-lead = Aquí está cada papeleta, en el orden de la lista pública. Ninguna lleva nombre. Un resguardo se encuentra por su código en la tabla.
archive-csv = En una tabla (CSV)
archive-ndjson = En líneas JSON, con firmas
archive-number = (número { $number }; también se guardan los anteriores)
archive-proves-result = Esta página no prueba nada, la aloje quien la aloje. Los archivos que la acompañan, sí: descargue esta carpeta, o dé su dirección, y deje que un programa del que se fíe compruebe cada firma y cada papeleta, y vuelva a contar:
archive-proves = Esta página no prueba nada, la aloje quien la aloje. Los archivos que la acompañan, sí: descargue esta carpeta, o dé su dirección, y deje que un programa del que se fíe compruebe cada firma:
# Stands in a command, in the place of what is to be typed.
archive-address = DIRECCIÓN-O-CARPETA
archive-registrar-key = Clave de la oficina de registro
archive-manifest = Manifiesto: qué fue la votación, firmado por ambos servicios
archive-issuance = Declaración de los pases entregados
archive-checkpoint = Estado del registro
archive-entries = Entradas del registro

## Why a page is not there

missing-poll = Esta urna no tiene esa votación.
missing-certificate = No hay acta antes de que se firme el resultado.
missing-unpublished = Lo que dicen las papeletas se publica con el resultado.
missing-ballot = La lista pública no tiene ninguna papeleta con ese número.
