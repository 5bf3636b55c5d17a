### Las páginas de la oficina de registro en las que una votación se divide en circunscripciones. Cómo traducir:
### docs/languages.md.

tab-precincts = Circunscripciones
split-title = Dividir en circunscripciones
split-lead = Una votación muy grande puede celebrarse como varias, sus circunscripciones. Preguntan lo mismo al mismo tiempo; cada persona vota en una de ellas. Cada una tiene su lista pública y su resultado, y al final usted firma el total. La mayoría de las votaciones no las necesita.
split-needs = La votación necesita un censo, un nombre corto para los enlaces y preguntas cuyos recuentos puedan sumarse: ni segunda vuelta instantánea ni voto único transferible.
split-price = El resultado de una circunscripción dice más de sus votantes que el del conjunto; por eso cada una necesita al menos { $least }, salvo en las pruebas.
split-how = ¿Quién va a qué circunscripción?
split-lot = Lo decide el azar, en partes iguales
split-lot-hint = Así la circunscripción no dice nada de una persona. Elija esto siempre que pueda.
split-file = Lo dice un archivo
split-file-hint = Para grupos que deban tener su propio resultado. Cada uno muestra cómo ha votado el grupo: dígaselo a los votantes.
split-count = Número de circunscripciones
split-groups = Archivo CSV de los grupos
split-groups-hint = Con las columnas email y precinct; las demás se pasan por alto. Da la circunscripción de todas las personas del censo; quien además figure en él no se tiene en cuenta.
split-go = Dividir la votación
split-after = Con esto no se publica nada. Puede deshacerlo hasta que empiece a publicar las circunscripciones.

set-title = Circunscripciones
set-of = Una votación en { $n } circunscripciones
set-alias = Nombre corto
set-published = Publicadas
set-published-of = { $n } de { $total }
set-listed = y listadas
set-voters = Votantes
set-turnout = Pases de voto entregados
set-voting = Votación
set-ends-differ = Las circunscripciones terminan en momentos distintos: el total viene después de la última.
set-public = Para todos
set-public-page = Página de la votación
set-public-later = Habrá una página cuando estén publicadas todas las circunscripciones.
set-table = Circunscripciones
set-precinct = Circunscripción
set-ballots = Papeletas
set-no-ballots = ninguna todavía
set-phase = En la urna
set-phase-is =
    { $phase ->
        [before] antes de votar
        [voting] votación abierta
        [closed] cerrada, en recuento
        [counted] contada
        [cancelled] anulada
       *[other] { $phase }
    }
set-no-answer = sin respuesta
set-unpublished = sin publicar todavía
set-undelivered =
    { $n ->
        [one] La urna aún no ha confirmado { $n } declaración. Se intenta de nuevo sola, salvo que fuera rechazada.
       *[other] La urna aún no ha confirmado { $n } declaraciones. Se intentan de nuevo solas, salvo que fueran rechazadas.
    }
set-waits = en camino

set-done =
    { $done ->
        [split] La votación está dividida. Mire una de las circunscripciones y después publíquelas.
        [moved] Todas las circunscripciones tienen estas fechas.
        [published] Todas las circunscripciones están publicadas y su lista está firmada.
        [given] El aviso se ha dado a todas las circunscripciones. Vale aquí en cuanto la urna lo confirme.
        [tried] Lo que no había llegado se envía de nuevo.
        [total] El total está firmado y es público.
       *[undone] Las circunscripciones ya no existen, y esto es de nuevo un solo borrador.
    }
set-added = La persona está en el censo de la circunscripción { $number }.
set-added-file =
    { $added ->
        [one] Se añadió { $added } persona.
       *[other] Se añadieron { $added } personas.
    }
set-known =
    { $n ->
        [one] { $n } persona ya estaba en un censo.
       *[other] { $n } personas ya estaban en sus censos.
    }

set-times = Fechas de todas las circunscripciones
set-times-lead = Se mueven juntas, aquí en la zona horaria { $zone }, mientras todas las circunscripciones sean borradores.
set-times-go = Mover las fechas de todas

set-publish = Comprobar y publicar
set-publish-lead = Todas las circunscripciones se publican una tras otra y se listan juntas. Hacen falta unos dos segundos para cada una, y debe estar hecho antes del primer pase de voto. Lo hecho, hecho queda.
set-publish-checks = Lo que se encontró en la primera de ellas
set-publish-go = Publicar todas las circunscripciones
set-publish-on = { $n } de { $total } están publicadas. Hacen falta varias rondas: continúe hasta que lo estén todas.
set-publish-further = Seguir publicando

set-notice = Dar un aviso a todas las circunscripciones
set-notice-lead =
    { $n ->
        [one] { $n } circunscripción puede recibirlo. En su propia página una circunscripción recibe uno propio.
       *[other] { $n } circunscripciones pueden recibirlo. En su propia página una circunscripción recibe uno propio.
    }
set-notice-some = Dado a { $n } circunscripciones. Estas no lo recibieron:
set-notice-none = Ninguna circunscripción lo recibió:
set-notice-one = Circunscripción { $number }: { $why }
set-notice-go = Darlo a todas las circunscripciones

set-total = Firmar el total
set-total-lead = Cuando todas las circunscripciones estén contadas se suman sus resultados firmados. El total se firma una vez y para siempre.
set-total-cancelled = Se anuló una circunscripción, así que no hay total: dejaría fuera a votantes.
set-total-running = La votación no ha terminado en todas las circunscripciones.
set-total-some = Hasta ahora hay { $counted } de { $total } resultados que dicen cuántos pases se entregaron. Con muchas circunscripciones hacen falta varias rondas: inténtelo de nuevo.
set-total-sure = Sé que un total es público y no puede retirarse
set-total-go = Sumar y firmar
set-total-done = El total está firmado.

set-add = Añadir una persona
set-add-lead = Nadie va a dos circunscripciones: a quien está en el censo de una se le rechaza aquí.
set-add-to = Circunscripción
set-add-smallest = la más pequeña
set-add-number = Circunscripción { $number }
set-add-file = Añadir personas con un archivo
set-add-file-label = Archivo de votantes
set-add-file-hint = CSV con las columnas email y precinct, y si se quiere name y external_id. En precinct está el número o el nombre de una circunscripción, o nada para la que tiene menos votantes. Se añaden todas las personas o ninguna.
set-add-file-go = Añadir las personas del archivo

set-undo = Deshacer la división
set-undo-lead = Se eliminan los borradores de todas las circunscripciones, y la votación es de nuevo un solo borrador con el censo que tenía. Lo que se cambió desde entonces en las circunscripciones se pierde, también las personas añadidas.
set-undo-sure = Eliminar los borradores de todas las circunscripciones
set-undo-go = Deshacer la división

set-part = Esta es la circunscripción { $number } de { $total } de una votación mayor.
set-part-link = Todas las circunscripciones

## Por qué no se hicieron, publicaron o sumaron circunscripciones

split-error-how = elija quién va a qué circunscripción
split-error-number = dé el número de circunscripciones, de 2 a 1000
split-error-no-file = elija el archivo de los grupos
split-error-file-long = el archivo es demasiado largo: se leen como máximo 16 MiB
split-error-unsure = marque antes la casilla
split-error-count = hay de 2 a 1000 circunscripciones
split-error-alias = una votación en circunscripciones necesita un nombre corto de minúsculas, cifras y guiones que deje sitio para «-<número>-of-<cantidad>» en 32 caracteres
split-error-no-roll = los votantes se reparten a partir de un censo; una votación abierta a todos no lo tiene
split-error-rounds = { $question } se cuenta por rondas (irv, stv-scottish, stv-meek), y las rondas de circunscripciones no pueden sumarse; tome schulze, borda, una elección o puntos, o publique una votación sin circunscripciones
split-error-few =
    { $least ->
        [1] { $voters } votantes son muy pocos para { $count } circunscripciones: algunas no tendrían ninguno; tome menos circunscripciones
       *[other] { $voters } votantes son muy pocos para { $count } circunscripciones: algunas tendrían menos de { $least }, y el resultado de tan pocos dice cómo votaron; tome menos circunscripciones
    }
split-error-small-group = «{ $name }» tiene { $voters } votantes, y el resultado de menos de { $least } dice cómo votaron; únala a otra
split-error-header = la primera línea del archivo debe tener las columnas email y precinct; es «{ $found }»
split-error-name = una circunscripción necesita un nombre de { $most } caracteres como máximo en una línea
split-error-in-two = esta persona estaba antes en otra circunscripción
split-error-many = un archivo añade como máximo { $most } personas: haga varios, o cargue los más grandes en el censo de una sola circunscripción
split-error-ungrouped = el archivo no dice a qué circunscripción pertenece { $email }
split-error-candidates = el texto de una candidatura espera; apruébelo o retírelo antes de dividir el borrador
split-error-no-draft = este no es un borrador que pueda dividirse: está publicado o ya dividido, o el nombre corto pertenece a otras circunscripciones
split-error-precinct = este borrador ya es una circunscripción y no se divide otra vez: para tener más, deshaga la división y divida de nuevo
split-error-not-split = este borrador no se dividió en circunscripciones
split-error-incomplete = se eliminó una circunscripción: elimine también las demás y divida de nuevo el borrador
split-error-meanwhile = el borrador o su censo se cambió mientras se dividía, y no se dividió nada: mírelo y divídalo de nuevo
split-error-begun = una circunscripción está publicada o en camino: la división ya no puede deshacerse
split-error-sealed = una circunscripción está publicada o en camino: sus fechas están fijadas, y no se movió nada
split-error-overtaken = alguien cambió una circunscripción entretanto, y no se movió nada: mírelas e inténtelo de nuevo
split-error-erased = el censo que tenía este borrador se borró, y sin la división no quedaría nadie: descargue antes los censos de las circunscripciones y elimine después sus borradores uno por uno
split-error-no-precinct = no hay circunscripción { $number }
split-error-renamed = la circunscripción { $number } tiene otro nombre corto: dé de nuevo { $alias } a su borrador
split-error-small = la circunscripción { $number } tiene { $voters } votantes, y el resultado de menos de { $least } dice cómo votaron: añada votantes; o, si no hay nada publicado, deshaga la división y divida en menos
split-error-two-rolls = { $email } está en los censos de varias circunscripciones, para varios pases: quite la dirección de todos los borradores menos uno
split-error-one-voter = { $one } y { $other } son direcciones de la misma persona, en los censos de circunscripciones distintas, para varios pases: quite una de ellas de su borrador
split-error-changed = la circunscripción { $number } se cambió y difiere de la primera: iguale los borradores, o deshaga la división, cambie el borrador y divídalo de nuevo
split-error-late = todas las circunscripciones se publican y se listan antes de entregar ningún pase, y el tiempo que queda hasta los de la circunscripción { $number } es demasiado corto: mueva las fechas de todas; o, si algunas están publicadas, anúlelas, copie el borrador dividido con su censo, dé a la copia otro nombre corto y fechas posteriores, y divida la copia
split-error-unfit = la circunscripción { $number } no puede ser esta circunscripción: { $detail }
split-error-not-listed = las circunscripciones todavía no están listadas: publíquelas todas
split-error-forged = el resultado de la circunscripción { $number } no es el de la urna: { $detail }
publish-error-precinct-alias = un nombre corto como «board-1-of-2» es el de una circunscripción: elija otro
split-error-other = no pudo hacerse: { $detail }
roll-split = este borrador se dividió en circunscripciones: añada los votantes allí
roll-in-precinct = esta dirección está en el censo de la circunscripción { $number } de esta votación
roll-in-precincts = alguien del archivo está en el censo de otra circunscripción de esta votación
