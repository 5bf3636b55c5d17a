### Las páginas de los responsables: borradores, candidaturas, publicación, avisos. Cómo traducir: docs/languages.md.

## Words of several of these pages

admin-check-and-publish = Comprobar y publicar
admin-back-to-editing = Volver a editar
admin-archive = Archivo

## The form of a draft

draft-new = Nueva votación
draft-edit = Editar una votación
# A label, and the language in which the text is to be given, by its own name.
draft-label-in = { $label } ({ $language })
draft-up = Subir
draft-down = Bajar
draft-remove = Quitar
# What is read aloud begins with, or has in it, what stands on the button.
draft-up-label =
    { $what ->
        [question] Subir la pregunta { $n }
       *[option] Subir la opción { $n }
    }
draft-down-label =
    { $what ->
        [question] Bajar la pregunta { $n }
       *[option] Bajar la opción { $n }
    }
draft-remove-label =
    { $what ->
        [question] Quitar la pregunta { $n }
       *[option] Quitar la opción { $n }
    }
draft-overtaken-title = Otra persona ha guardado este borrador mientras tanto
draft-overtaken = De lo suyo no se ha guardado nada, y nada se ha perdido: el formulario de abajo contiene lo que escribió. Compare, cambie lo que quiera tomar del otro y guarde; entonces su formulario sustituye al otro.
draft-overtaken-drop = Descartar lo mío y ver lo que está guardado
draft-differences = Diferencias
draft-differences-caption = En qué se distingue su formulario de lo guardado
draft-differences-field = Campo
draft-differences-saved = Guardado ahora
draft-differences-typed = Lo suyo
draft-differences-none = Ningún campo de este formulario se distingue de lo guardado, o lo guardado contiene ahora algo que este formulario no puede mostrar.
# In the place of what stands in an empty field.
draft-differences-nothing = nada
draft-refused-title = La urna ha rechazado esta votación
draft-refused = Vuelve a ser un borrador: cámbielo y publíquelo de nuevo.
draft-save = Guardar el borrador
draft-saved = El borrador está guardado.
draft-languages = Idiomas de los textos: { $languages }
draft-languages-rule = Los votantes leen la votación en el primero de sus idiomas que haya aquí, los demás en el primero de aquí: { $first }. Los correos a los votantes van en todos estos idiomas, uno tras otro.
draft-language = Idioma
draft-language-number = Idioma { $n }
draft-language-hint = Un código como en, de o pt-BR.
draft-language-up = Subir { $language }
draft-language-remove = Quitar { $language } y todos los textos en ese idioma
draft-language-fill = Completar con { $first }
draft-language-fill-label = Completar con { $first } lo que está vacío: { $language }
draft-language-fill-hint = «Completar con { $first }» es para nombres y lo demás que se lee igual: copia los textos de ese idioma donde todavía no hay ninguno.
draft-language-new = Otro idioma (opcional)
draft-language-new-hint = Su código, por ejemplo de. Cada texto tendrá entonces un campo para él.
draft-language-add = Añadir el idioma
draft-title = Título
draft-description = Descripción
draft-description-hint = Markdown: párrafos, listas, énfasis, enlaces.
draft-times = Fechas y horas
draft-time-zone = Zona horaria
draft-time-zone-hint = Las horas de abajo son las de esta zona.
draft-issuance-opens = Pases de voto desde
draft-issuance-closes = Pases de voto hasta
draft-voting-opens = Votación desde
draft-voting-closes = Votación hasta
draft-times-hint = Lo más seguro es abrir la votación después de entregar el último pase: así ni siquiera las horas dicen quién votó cuándo.
draft-electorate = Quién puede votar
draft-electorate-roll = Un censo de votantes
draft-electorate-roll-hint = Se carga después de guardar.
draft-electorate-open = Cualquiera con una dirección confirmada
draft-domains = Solo direcciones de estos dominios (opcional)
draft-domains-hint = Para votaciones sin censo. Separados por comas, por ejemplo example.org, example.net
draft-late-additions = Se pueden añadir votantes al censo mientras se entreguen pases de voto
draft-late-additions-hint = Todos ven que el censo puede crecer. Cuántos pueden votar se indica de nuevo cuando ya no se entregan pases.
draft-pass-list = Los responsables de la votación ven quién ha recogido un pase de voto, y qué día
draft-pass-list-hint = Se les dice a los votantes. Nadie ve nunca quién votó qué, ni siquiera si votó.
draft-retention-days = Borrar el censo al cabo de (días desde el fin de la votación)
draft-retention-days-usual =
    { $usual ->
        [one] Como máximo { $most }. Si se deja vacío: { $usual } día. Los recuentos y la lista pública de papeletas se conservan.
       *[other] Como máximo { $most }. Si se deja vacío: { $usual } días. Los recuentos y la lista pública de papeletas se conservan.
    }
draft-retention-days-never = Como máximo { $most }. Si se deja vacío, no se borra por sí solo. Los recuentos y la lista pública de papeletas se conservan.
draft-results = ¿Cuándo se muestran los recuentos?
draft-results-after = Después del cierre de la votación
draft-results-live = Durante la votación
draft-results-live-hint = Se les dice a los votantes antes de votar.
draft-test = Es solo una prueba
draft-test-hint = Un aviso lo dice a los votantes en todas partes, para siempre.
draft-question = Pregunta { $n }
draft-question-title = Pregunta
draft-question-description = Explicación (opcional)
draft-kind = ¿Cómo se responde?
draft-kind-choice = Elegir opciones
draft-kind-choice-hint = Gana quien tiene más votos.
draft-kind-ranking = Ordenar las opciones
draft-kind-ranking-hint = La mejor primero; usted elige cómo se cuentan.
draft-kind-score = Dar una puntuación a cada opción
draft-kind-score-hint = Gana la suma más alta.
draft-method = ¿Cómo se cuentan los órdenes?
# The names of the methods, as the manifest knows them.
draft-method-name =
    { $method ->
        [irv] Voto alternativo (un puesto)
        [stv-scottish] Voto único transferible, reglas escocesas
        [stv-meek] Voto único transferible, Meek
        [schulze] Schulze (un puesto)
       *[other] Borda
    }
draft-min = Como mínimo
draft-max = Como máximo
draft-low = Puntuación más baja
draft-high = Puntuación más alta
draft-seats = Cuántas ganan
draft-options = Opciones
draft-option = Opción { $n }
draft-option-description = Descripción de la opción { $n }
draft-markdown = Markdown
draft-options-first = Opciones, una por línea
draft-options-more = Más opciones
draft-options-more-hint = Una por línea; se convierten en opciones al guardar o con el botón de abajo.
draft-options-add = Añadir a las opciones
draft-details = Abstención, orden de las opciones, empates
draft-abstain = Abstenerse es una respuesta
draft-order = Orden de las opciones
draft-order-fixed = El de la lista
draft-order-shuffled = Mezclado para cada votante
draft-ties = Si dos empatan por el último puesto
draft-ties-report = Señalar el empate, nadie obtiene el puesto
draft-ties-listed = Preferir a quien figura antes
draft-question-add = Añadir otra pregunta
draft-blank = Lo que quede vacío desaparece al guardar.
draft-more = Más ajustes
draft-slug = Nombre corto para enlaces (opcional)
draft-slug-hint = Minúsculas, cifras y guiones. Nunca podrá usarse para otra votación.
draft-mix = Papeletas que se mezclan antes de listarse
draft-mix-hint = Como mínimo 8, o 0 en una votación de prueba. Cuantas más, menos dice el orden de la lista pública.
draft-content-size = Longitud de una papeleta en bytes (opcional)
draft-content-size-hint = Si se deja vacío, la que necesiten las preguntas.
draft-witnesses = Testigos (opcional)
draft-witnesses-hint = Claves de verificación de quienes cofirman la lista pública, una por línea.
draft-quorum = Testigos que necesita un resultado
draft-save-first = Guarde primero: solo se comprueba lo guardado.
draft-beyond = Este borrador contiene algo que este formulario no puede mostrar. Edítelo mediante la interfaz (API); aquí puede verlo y publicarlo.
draft-roll = Censo de votantes
draft-roll-upload = Cargar o cambiar el censo

## What fields are called where two forms differ; the first of a row begins with a capital letter then

draft-field =
    { $field ->
        [title] título
        [description] descripción
        [slug] nombre corto
        [languages] idiomas
        [test] solo una prueba
        [time_zone] zona horaria
        [issuance_opens] pases de voto desde
        [issuance_closes] pases de voto hasta
        [voting_opens] votación desde
        [voting_closes] votación hasta
        [electorate] quién puede votar
        [domains] dominios
        [late_additions] el censo puede crecer
        [pass_list] lista de quién tiene pase
        [retention_days] días hasta el borrado
        [results] cuándo se muestran los recuentos
        [mix] papeletas mezcladas
        [content_size] longitud de una papeleta
        [witnesses] testigos
        [quorum] testigos que necesita un resultado
        [kind] cómo se responde
        [method] cómo se cuentan los órdenes
        [min] como mínimo
        [max] como máximo
        [low] puntuación más baja
        [high] puntuación más alta
        [seats] cuántas ganan
        [abstain] abstención
        [order] orden de las opciones
        [ties] empates
        [more] opciones
        [options] opciones
        [questions] preguntas
       *[other] { $field }
    }
draft-field-in =
    { $field ->
        [title] título ({ $language })
       *[other] descripción ({ $language })
    }
draft-field-place =
    { $list ->
        [questions] pregunta { $n }
        [options] opción { $n }
       *[other] idioma { $n }
    }

## What is wrong with a draft, at its field

draft-fault-at = { $field }:
draft-fault-number = Indique un número entero.
draft-fault-title =
    { $of ->
        [poll] Ponga un título a la votación.
        [question] Escriba el texto de la pregunta { $question }.
       *[other] Ponga un título a la opción { $option } de la pregunta { $question }.
    }
draft-fault-title-in =
    { $of ->
        [poll] Ponga a la votación un título también en «{ $language }».
        [question] Escriba el texto de la pregunta { $question } también en «{ $language }».
       *[other] Ponga a la opción { $option } de la pregunta { $question } un título también en «{ $language }».
    }
draft-fault-description-in =
    { $of ->
        [poll] Describa la votación también en «{ $language }», o en ningún idioma.
        [question] Explique la pregunta { $question } también en «{ $language }», o en ningún idioma.
       *[other] Describa la opción { $option } de la pregunta { $question } también en «{ $language }», o en ningún idioma.
    }
draft-fault-options = Indique las opciones, una por línea.
draft-fault-method = Elija cómo se cuentan los órdenes.
draft-fault-language-empty = Indique el código del idioma que quiere añadir, por ejemplo de.
draft-fault-language-known = La votación ya tiene «{ $language }».
draft-fault-domain = «{ $domain }» no es un dominio.
draft-fault-retention =
    { $most ->
        [one] Indique { $most } como número de días, o déjelo vacío.
       *[other] Indique un número de días de 1 a { $most }, o déjelo vacío.
    }
draft-fault-no-roll = Una votación abierta no tiene censo que pueda crecer; quien es admitido puede venir en cualquier momento.
draft-fault-roll-left =
    { $voters ->
        [one] En el censo todavía hay una persona. Vacíelo antes de abrir la votación a cualquiera, o siga con el censo. (Para vaciar el censo de un borrador que ya está abierto, elija primero el censo.)
       *[other] En el censo todavía hay { $voters } personas. Vacíelo antes de abrir la votación a cualquiera, o siga con el censo. (Para vaciar el censo de un borrador que ya está abierto, elija primero el censo.)
    }

## Times that are none

time-malformed = Indique fecha y hora, por ejemplo 2026-11-20 09:00.
time-skipped = Los relojes de { $zone } se adelantan y pasan por alto esta hora: no existe; la siguiente es { $next }.
time-twice = Los relojes de { $zone } se atrasan a esta hora, que llega dos veces ({ $first } y { $second }); elija una hora anterior o posterior, o indique las horas en UTC.

## Rules of a poll that a draft breaks, at the field

rule-languages-none = Hace falta al menos un idioma.
rule-language-tag = «{ $tag }» no es un código de idioma.
rule-twice = «{ $id }» aparece dos veces.
rule-text-empty = Aquí falta el texto.
rule-text-languages = Aquí hace falta un texto en cada uno de estos idiomas: { $languages }.
rule-text-empty-in = Aquí falta el texto en alguno de los idiomas.
rule-identifier = «{ $id }» no vale: de 1 a 32 minúsculas (a-z), cifras y guiones.
rule-issuance-order = El fin de la entrega de pases debe ser posterior a su comienzo.
rule-issuance-late = La entrega de pases no debe terminar después de la votación.
rule-voting-order = El fin de la votación debe ser posterior a su comienzo.
rule-voting-early = La votación no debe empezar antes de la entrega de pases.
rule-mix = Hacen falta al menos { $least }; solo las votaciones de prueba pueden tener menos.
rule-witness-key = «{ $key }» no es la clave de verificación de un testigo.
rule-witness-twice = La clave de «{ $key }» aparece dos veces.
rule-quorum = No pueden ser más que los testigos que hay.
rule-questions = Una votación tiene de 1 a { $most } preguntas.
rule-options = Una pregunta tiene de 1 a { $most } opciones.
rule-content-small = Con estas preguntas una papeleta puede necesitar { $longest } bytes; no pueden ser menos.
rule-content-large = Como máximo { $most }.
rule-seats =
    { $options ->
        [one] Hay solo una opción, así que solo puede ganar una.
       *[other] Pueden ganar de 1 a { $options }, tantas como opciones hay.
    }
rule-one-seat = Este método cubre un solo puesto.
rule-min = Al menos 1; la abstención se ajusta aparte.
rule-max-below-min = No debe ser menor que «Como mínimo».
rule-max-options = No más de { $options }, tantas como opciones hay.
rule-scores-order = Debe ser mayor que la puntuación más baja.
rule-scores-range = Las puntuaciones van de -100 a 100.
rule-abstain-id = La opción no debe tener el identificador «abstain», que en las tablas es la abstención.
rule-tally-long = Su recuento podría ser demasiado largo para un resultado: pida menos órdenes, o más cortos.
rule-too-long = Todos los textos juntos son demasiado largos: la votación tendría { $bytes } bytes, y se permiten como máximo { $most }.
# What the form does not lead to; the detail is in English.
rule-other = El borrador incumple una regla de las votaciones ({ $detail }).

## The preview: the poll as the booth shows it

preview-title = Vista previa
preview-title-of = Vista previa: { $title }
preview-only-title = Esto es solo una vista previa
preview-only = Así ven los votantes la votación en la cabina, una pregunta en cada página. Lo que marque aquí no va a ninguna parte.
preview-passes = Pases de voto
preview-voting = Votación
preview-live = Los recuentos se muestran durante la votación.
preview-question = Pregunta { $n } de { $of }
preview-choose-one = Elija una opción.
preview-choose-exactly = Elija { $n }.
preview-choose-between = Elija de { $min } a { $max }.
preview-choose-up-to = Elija { $max } como máximo.
preview-rank = Ponga las opciones en su orden, la mejor primero.
preview-rank-exactly = Ordene { $n }.
preview-rank-between = Ordene al menos { $min } y como máximo { $max }.
preview-score = Dé una puntuación a cada opción. { $high } es la mejor, { $low } la peor.
preview-shuffled = (Cada votante recibe las opciones en un orden propio.)
preview-abstain = Me abstengo en esta pregunta
preview-ranked = Su orden
preview-ranked-none = Todavía no hay nada ordenado.
preview-unranked = Sin ordenar
preview-rank-as = Poner en el puesto { $n }
preview-rank-label = Poner en el puesto { $n }: { $title }
preview-about = Sobre { $title }
preview-more = Leer más

## The last look before publishing

publish-refused = No se ha publicado
publish-sealed-title = La votación está en camino
publish-sealed = Está sellada y espera a la urna. Se le ofrece de nuevo cada medio minuto; también puede intentarlo ahora.
publish-passes = Pases de voto
publish-voting = Votación
publish-zone = Zona horaria
publish-electorate = Quién puede votar
publish-electorate-roll =
    { $n ->
        [one] { $n } persona en el censo; recibe una invitación por correo
       *[other] { $n } personas en el censo; cada una recibe una invitación por correo
    }
publish-electorate-domains = Cualquiera con una dirección de { $domains }
publish-electorate-open = Cualquiera con una dirección confirmada
publish-counts = Los recuentos se muestran
publish-counts-live = durante la votación
publish-counts-after = después del cierre de la votación
publish-pass-list = Quién ve quién tiene un pase
publish-pass-list-yes = los responsables de la votación, por días; se les dice a los votantes
publish-pass-list-no = nadie
publish-erased = El censo se borra
publish-erased-after =
    { $days ->
        [one] { $days } día después del fin de la votación
       *[other] { $days } días después del fin de la votación
    }
publish-erased-never = no por sí solo
publish-list = Lista pública de papeletas
publish-list-mixed = crece en grupos de { $n } papeletas mezcladas
publish-list-unmixed = crece con cada papeleta, sin mezclar
publish-test = Solo una prueba
publish-test-is =
    { $test ->
        [yes] sí
       *[other] no
    }
publish-asked = Qué se pregunta
publish-abstain = Abstención
publish-checks = Antes de publicar
publish-verdict =
    { $verdict ->
        [good] Bien:
        [warning] Tenga en cuenta:
       *[other] Por corregir:
    }
publish-upload = Cargar el censo
publish-final-title = Después de publicar no se puede cambiar nada
publish-final = Salvo con un aviso público y firmado: la votación se puede prolongar, cerrar antes o anular.
publish-sure = Lo he comprobado todo
publish-go = Publicar la votación
publish-preview = Vista previa

## Why a poll was not published

publish-error-unsure = Marque la casilla: después de publicar no se puede cambiar nada.
publish-error-no-draft = No existe ese borrador.
publish-error-split = Este borrador se dividió en circunscripciones. Publique estas; para publicar el borrador mismo, elimínelas todas.
publish-error-precinct = Este borrador es una circunscripción. Publíquelo con las demás: las circunscripciones de una votación se publican y se listan juntas.
publish-error-changed = El borrador ha cambiado mientras tanto; mírelo de nuevo.
publish-error-empty-roll = El censo está vacío: cargue uno primero.
publish-error-roll-left = En el censo de esta votación hay personas, y está abierta a cualquiera. Elija el censo en el borrador, vacíelo y abra de nuevo la votación.
publish-error-past = El fin de la votación ya ha pasado.
publish-error-slug = El nombre corto ya es de otra votación.
# The ballot box's own words, in English.
publish-error-refused = La urna rechaza la votación: { $reason }
publish-error-waiting = La votación está sellada, pero no se puede contactar con la urna ({ $detail }); se intentará de nuevo por sí solo.
publish-error-other-box = La votación se selló para la urna { $name }, que quizá la haya aceptado: arranque de nuevo la oficina de registro con esa urna, o archive esta votación y cópiela.
publish-error-underway = La votación se está publicando ahora; mire de nuevo dentro de unos segundos.
publish-error-countersigned = La urna no ha refrendado: { $reason }
# What only an operator can mend; the detail is in English.
publish-error-other = La votación no se pudo publicar: { $detail }

## What is looked at before publishing

check-one-option = La pregunta { $n }, «{ $title }», tiene una sola opción: no hay nada que elegir.
check-all-win = Pregunta { $n }, «{ $title }»: ganan las { $options } opciones, pues hay otros tantos puestos que cubrir.
check-questions =
    { $n ->
        [one] { $n } pregunta con opciones para elegir.
       *[other] { $n } preguntas con opciones para elegir.
    }
check-voting-past = La votación ya habría terminado: su fin ha pasado.
check-passes-past = Nadie podría obtener un pase de voto: el fin de la entrega ha pasado.
check-short = La votación termina en menos de una hora.
check-begun = El comienzo ha pasado: los pases se entregan desde el momento de publicar.
check-overlap = Se entregan pases durante la votación. Quien pudiera observar el tráfico de ambos servicios podría relacionar un pase y un voto por sus horas. Periodos separados lo excluyen.
check-windows = Todas las fechas están por venir, y la votación empieza después de entregar el último pase.
check-candidates =
    { $n ->
        [one] El texto de { $n } candidatura está aprobado.
       *[other] Los textos de { $n } candidaturas están aprobados.
    }
check-candidates-waiting =
    { $waiting ->
        [one] { $waiting } de { $all } candidaturas no tiene texto aprobado: lo escrito no se mostrará a los votantes.
       *[other] { $waiting } de { $all } candidaturas no tienen texto aprobado: lo escrito no se mostrará a los votantes.
    }
check-roll-empty = El censo está vacío: cargue uno primero.
check-roll-small = Solo { $n } en el censo: con tan pocos, el propio resultado puede decir quién votó qué.
check-roll = { $n } personas en el censo.
check-mail = Se pueden enviar correos.
check-mail-fault = Ahora no se pueden enviar correos ({ $fault }). Las invitaciones esperarían.
check-box-silent = La urna { $name } no responde ({ $detail }).
check-box-new-key = La urna ha cedido su clave a una nueva, y ambas lo han firmado. Haga que se acepte la nueva: en la configuración de la oficina de registro, en [ballot_box], ponga key = "{ $new }", añada "{ $known }" a former_keys y arranque de nuevo la oficina.
check-box-foreign-key = La urna tiene otra clave que la que conoce esta oficina de registro, y ninguna cesión válida a ella. Pregunte a quien la opera cuál es la correcta, por otra vía que esta red.
check-box-unknown-registrar = La urna no conoce la clave de esta oficina de registro. Pida a quien la opera que la admita.
check-box = La urna { $name } responde, y su clave es la conocida.
check-clock = Los relojes de la oficina de registro y de la urna coinciden.
check-clock-skew =
    { $side ->
        [ahead] El reloj de la urna va { $seconds } segundos adelantado respecto al nuestro: la votación se abriría y cerraría a otra hora que la anunciada. Ponga ambos relojes según un servidor de tiempo.
       *[other] El reloj de la urna va { $seconds } segundos atrasado respecto al nuestro: la votación se abriría y cerraría a otra hora que la anunciada. Ponga ambos relojes según un servidor de tiempo.
    }

## The list of polls

manage-title = Gestionar votaciones
manage-others = Todas las demás votaciones
manage-new = Nueva votación
manage-audit = Registro de actividad
manage-label = Votaciones
manage-caption = Todas las votaciones y borradores
manage-caption-archive = Votaciones y borradores archivados
manage-poll = Votación
manage-state = Estado
manage-closes = Fin de la votación
manage-closes-not = sin fijar todavía
manage-issued = Pases entregados
manage-standing =
    { $state ->
        [draft] borrador
        [sealed] se está publicando
        [published] publicada
        [issued] pases entregados
        [over] terminada
        [precincts] en circunscripciones
       *[other] anulada
    }
manage-none = Todavía no hay votaciones.
manage-none-archive = El archivo está vacío.

## Copy, next round, archive

more-title = Copia, siguiente vuelta, archivo
more-title-of = Más sobre: { $title }
more-refused = No se ha creado nada
more-copy = Copia
more-copy-lead = Un borrador nuevo con las mismas preguntas y ajustes. Las fechas pasadas se desplazan, todas lo mismo.
more-copy-roll = Con el censo de votantes
more-copy-go = Copiar la votación
more-round = Siguiente vuelta
more-round-none = La urna no muestra ahora ningún resultado firmado. Mire de nuevo cuando lo muestre.
more-round-lead = Un borrador nuevo con las opciones que elija. Ya marcadas: las que empatan por el primer puesto o por el último escaño, o las dos primeras si ninguna tiene más de la mitad. Una pregunta con menos de dos opciones marcadas se omite.
more-round-lead-roll = Un borrador nuevo con las opciones que elija y el mismo censo. Ya marcadas: las que empatan por el primer puesto o por el último escaño, o las dos primeras si ninguna tiene más de la mitad. Una pregunta con menos de dos opciones marcadas se omite.
more-round-votes =
    { $n ->
        [one] { $n } voto
       *[other] { $n } votos
    }
more-round-go = Redactar la siguiente vuelta
more-reset = Empezar la prueba de nuevo
more-reset-lead = Esta prueba se anula y se archiva, y se hace de ella un borrador nuevo con el mismo censo. Lo publicado sigue siendo público.
more-reset-lead-over = Esta prueba se archiva, y se hace de ella un borrador nuevo con el mismo censo. Lo publicado sigue siendo público.
more-reset-go = Anularla y empezar de nuevo
more-archive-lead = Sale de la lista de votaciones; no se borra nada, y puede volver a sacarla.
more-archive-not = La votación se puede archivar cuando termine o se anule.
more-archived = Está en el archivo.
more-archive-go = Archivar
more-unarchive-go = Sacar del archivo
more-delete = Borrar
more-delete-lead = El borrador desaparece para siempre, con su censo y lo que escribieron las candidaturas. El registro de actividad conserva que existió.
more-delete-sure = Borrarlo para siempre
more-delete-go = Borrar el borrador

## Why nothing was copied, archived or deleted

copy-error-no-test = Solo una votación de prueba publicada puede empezar de nuevo; copie esta en su lugar.
copy-error-running = La votación sigue en curso; se puede archivar cuando termine o se anule.
copy-error-sealed = La votación está a punto de publicarse; se puede archivar cuando termine o vuelva a ser un borrador.
copy-error-done = Eso ya está hecho, por usted o por otra persona.
copy-error-no-result = Todavía no hay resultado; la siguiente vuelta se puede redactar cuando la urna haya firmado uno.
copy-error-forged = La urna ha enviado un resultado que no ha firmado.
copy-error-no-options = Elija al menos dos opciones de una pregunta.
delete-error-published = Solo se borran borradores: esta votación está publicada, o a punto de estarlo; lo publicado permanece.
delete-error-split = Este borrador se dividió en circunscripciones y hace falta para publicarlas, listarlas y sumarlas. Elimine antes los borradores de estas.
delete-error-unsure = Marque que el borrador debe borrarse para siempre.
box-unreachable = No se puede contactar con la urna ({ $detail }).

## A published poll and its notices

notices-title = Resumen
notices-published = La votación está publicada.
notices-done = El aviso se ha dado.
notices-passes = Pases de voto
notices-voting = Votación
notices-cancelled = (anulada)
notices-zone = Zona horaria
notices-turnout = Participación
notices-turnout-of =
    { $issued ->
        [one] { $issued } de { $eligible } pases de voto recogido.
       *[other] { $issued } de { $eligible } pases de voto recogidos.
    }
notices-turnout-open =
    { $issued ->
        [one] { $issued } pase de voto recogido.
       *[other] { $issued } pases de voto recogidos.
    }
notices-turnout-late = El censo puede crecer mientras se entreguen pases.
notices-turnout-who = Ver quién
notices-mails = Correos
notices-mails-sent = { $sent } enviados, { $waiting } en espera.
notices-mails-failed =
    { $failed ->
        [one] { $failed } no se pudo entregar
       *[other] { $failed } no se pudieron entregar
    }
notices-erased = El censo se borra
notices-erased-done = ya se hizo
notices-erased-never = no por sí solo
notices-count = Recuento de pases en la urna
notices-count-due = se envía cuando ya no se entregan pases
notices-for-voters = Para los votantes
# A link; behind it stands the next one.
notices-page = La página de esta votación
notices-page-hint = el enlace que se reparte
notices-at-box = En la urna
notices-booth = Cabina de voto
notices-ballots = papeletas y resultado
notices-notices = Avisos
notices-none = Todavía ninguno.
notices-given =
    { $kind ->
        [extend] Prolongada
        [close] Cerrada antes
       *[other] Anulada
    }
notices-given-until = hasta el { $date }.
notices-on-its-way = Lo que no ha llegado a la urna se intenta de nuevo por sí solo, salvo que se haya rechazado. Un aviso solo vale si llega antes del fin de la votación.
notices-try-now = Intentar ahora
notices-look-again = Mirar de nuevo
notices-give = Dar un aviso
notices-refused = No se ha dado ningún aviso
notices-kind = ¿Qué se debe hacer?
notices-extend = Prolongar la votación
notices-extend-hint = La entrega de pases de voto termina como antes, el { $date }.
notices-close = Cerrar la votación antes
notices-close-hint = Dentro de una hora como mínimo, para que todavía puedan venir votantes.
notices-cancel = Anular la votación
notices-cancel-hint = Se deja de votar; nunca habrá resultado.
notices-closes = Nuevo fin de la votación (zona horaria { $zone })
notices-reason = Motivo, para los votantes
notices-sure = Sé que un aviso es público y no se puede retirar
notices-go = Dar el aviso

## Why no notice was given

notice-error-kind = Elija lo que se debe hacer.
notice-error-unsure = Marque la casilla: un aviso es público y no se puede retirar.
notice-error-no-poll = Esa votación no está publicada.
notice-error-over = La votación ha terminado.
notice-error-reason = Diga por qué, en 1000 caracteres como máximo.
notice-error-time = El nuevo fin de la votación se indica para prolongar o cerrar, y no para anular.
notice-error-not-later = El nuevo fin de la votación debe ser posterior al actual, { $end }.
notice-error-not-earlier = El nuevo fin de la votación debe ser anterior al actual, { $end }.
notice-error-too-soon = El nuevo fin de la votación debe ser dentro de una hora como mínimo, con unos minutos para llegar.
notice-error-pending = Un aviso anterior no ha llegado a la urna; de uno en uno.

## Candidates

candidates-title = Candidaturas
candidates-title-of = Candidaturas: { $title }
candidates-done =
    { $done ->
        [invited] La invitación va en camino por correo.
        [approved] Aprobado: los votantes leerán este texto.
        [returned] Devuelto: un correo con sus palabras va en camino.
       *[other] Ya nadie se presenta para esta opción.
    }
candidates-lead = Quien se presenta para una opción puede escribir el texto que los votantes leen junto a ella. Cada cual ve solo su propia opción. Usted aprueba lo escrito; con eso pasa a ser la descripción de la opción.
candidates-published = La votación está publicada: nada de esto se puede cambiar ya.
candidates-state =
    { $state ->
        [invited] todavía no ha escrito nada
        [written] espera a que usted lo lea
        [returned] devuelto
       *[other] aprobado
    }
candidates-words = Usted escribió: { $words }
candidates-approve = Aprobar
candidates-approve-label = Aprobar el texto de { $option }
candidates-return-words = ¿Qué se debe cambiar?
candidates-return = Devolver
candidates-return-label = Devolver el texto de { $option }
candidates-remove = Quitar la candidatura
candidates-remove-label = Quitar la candidatura de { $option }
candidates-again = Enviar de nuevo la invitación
candidates-again-label = Enviar de nuevo la invitación a { $email }
candidates-email = Dirección de correo de la persona candidata
candidates-invite = Invitar
candidates-invite-label = Invitar a una persona a presentarse para { $option }
candidates-nobody = Nadie.

## Why a candidacy was not changed

candidate-error-no-candidacy = No existe esa candidatura.
candidate-error-no-option = El borrador no tiene esa opción; guárdelo primero si acaba de añadirla.
candidate-error-published = La votación está publicada: lo que leen los votantes ya no se puede cambiar.
candidate-error-taken = { $email } ya se presenta para esta opción; quite primero esa candidatura.
candidate-error-nothing = Para esta candidatura todavía no se ha escrito nada.
candidate-error-changed = El texto ha cambiado mientras tanto; léalo de nuevo.
# The detail is in English.
candidate-error-draft = Con este texto la votación no se podría publicar ({ $detail }).
candidate-error-too-long = Como máximo { $most } caracteres; el texto tiene { $has }.
candidate-error-control = El texto contiene caracteres de control, que ningún texto necesita.
candidate-error-empty = Escriba algo aquí, o en «Quién es usted».
candidate-error-no-words = Escriba lo que se debe cambiar.
