### La oficina de registro: los correos, y la página en la que la organización se ocupa de ellos. Cómo traducir: docs/languages.md.
### Un párrafo es una línea. Lo que han escrito las personas, como { $title }, queda en su idioma.

## Somebody has asked for something

mail-verify-subject = Confirme su dirección de correo
mail-verify =
    Alguien, esperamos que usted, se ha registrado con esta dirección en { $url }.

    Para confirmar la dirección, abra este enlace en un plazo de dos días:

    { $link }

    Si no fue usted, no haga nada: sin el enlace no se crea ninguna cuenta.
mail-reset-subject = Elija una contraseña nueva
mail-reset =
    Alguien, esperamos que usted, quiere elegir una contraseña nueva para su cuenta en { $url }.

    Para ello, abra este enlace en el plazo de una hora:

    { $link }

    Si no fue usted, no haga nada. Su contraseña no ha cambiado.
mail-sign-in-subject = Su enlace para identificarse
mail-sign-in =
    Alguien, esperamos que usted, quiere identificarse en { $url } con esta dirección.

    Para identificarse, abra este enlace en el plazo de una hora; sirve una vez y no hace falta contraseña:

    { $link }

    Si no fue usted, no haga nada y no dé el enlace a nadie: quien lo tiene puede votar en su lugar.
mail-no-account-subject = No hay ninguna cuenta con esta dirección
mail-no-account =
    Alguien, esperamos que usted, ha indicado esta dirección en { $url }. Allí no tiene cuenta.

    ¿Le invitaron en otra dirección? Entonces use esa. Para crear una cuenta con esta dirección e identificarse, abra este enlace en el plazo de una hora:

    { $link }

    Si no fue usted, no haga nada.
mail-already-registered-subject = Ya tiene una cuenta
# $page is where to sign in.
mail-already-registered =
    Alguien, esperamos que usted, ha intentado registrarse con esta dirección en { $url }.

    Allí ya tiene una cuenta. Identifíquese con su contraseña en { $page }, o abra este enlace en el plazo de una hora; sirve una vez y no hace falta contraseña:

    { $link }

    Si no fue usted, no haga nada. Su cuenta y su contraseña no han cambiado.
mail-address-confirm-subject = Confirme su nueva dirección
mail-address-confirm =
    Alguien, esperamos que usted, quiere usar esta dirección para su cuenta en { $url }.

    Para ello, abra este enlace en el plazo de una hora, en el navegador en el que tiene abierta la sesión de su cuenta:

    { $link }

    Si no fue usted, no haga nada. Sin este enlace no cambia nada.
mail-address-taken-subject = Esta dirección ya tiene una cuenta
mail-address-taken =
    Alguien, esperamos que usted, quiere usar esta dirección para su cuenta en { $url }. Allí ya tiene una cuenta propia, así que no cambia nada.

    Si fue usted, identifíquese con esta dirección, o elimine antes su cuenta:

    { $link }

    Si no fue usted, no haga nada.
mail-address-asked-subject = Se ha pedido otra dirección para su cuenta
mail-address-asked =
    Alguien, esperamos que usted, quiere cambiar esta dirección de su cuenta en { $url } por la siguiente:

        { $new }

    El cambio se hace si en el plazo de una hora se abre el enlace de nuestro correo a esa dirección.

    Si no fue usted, elija de inmediato una contraseña nueva. Eso detiene el cambio:

    { $link }

    Avise también a quienes organizan las votaciones en las que puede votar.

## Something about an account has changed

mail-address-changed-subject = Su cuenta tiene ahora otra dirección
mail-address-changed =
    Esta dirección de su cuenta en { $url } se ha cambiado por la siguiente:

        { $new }

    Se han cerrado las sesiones abiertas en otros lugares. Los correos sobre sus votaciones van a la nueva dirección.

    Si no fue usted, avise de inmediato a quienes organizan las votaciones en las que puede votar: otra persona tiene su cuenta. Ellos pueden corregir la dirección en sus censos.
mail-address-new-subject = Esta es ahora la dirección de su cuenta
mail-address-new =
    Su cuenta en { $url } tiene ahora esta dirección. Identifíquese con ella a partir de ahora.

    Las votaciones en cuyo censo está siguen siendo suyas. Quienes las organizan tienen aún su dirección anterior: indíqueles esta, para estar también en sus próximas votaciones.
# The end of mails about a change; $what is what was changed, $link leads to a new password.
mail-changed =
    { $what }

    Si no fue usted, elija de inmediato una contraseña nueva:

    { $link }

    Avise también a quienes organizan las votaciones en las que puede votar.
mail-password-changed-subject = Su contraseña se ha cambiado
mail-password-changed = La contraseña de su cuenta en { $url } se ha cambiado, y se han cerrado todas las sesiones.
mail-second-factor-on-subject = Ahora su cuenta está protegida con códigos
mail-second-factor-on = A partir de ahora se le pide un código de su aplicación de autenticación cuando se identifica en { $url }.
mail-second-factor-off-subject = Su cuenta ya no está protegida con códigos
mail-second-factor-off = Ya no se le pide ningún código cuando se identifica en { $url }.
mail-passkey-removed-subject = Se ha quitado una llave de acceso de su cuenta
mail-passkey-removed = Se ha quitado una llave de acceso de su cuenta en { $url }, y se han cerrado todas las sesiones.
mail-second-factor-reset = Quienes administran el servicio han desactivado los códigos de su cuenta y quitado sus llaves de acceso, para alguien que dijo haber perdido el dispositivo y los códigos de recuperación, y han cerrado todas sus sesiones. Se trata de su cuenta en { $url }.
mail-wrong-codes-subject = Se han introducido códigos incorrectos para su cuenta
mail-wrong-codes = Se han introducido varios códigos incorrectos para el segundo factor de su cuenta en { $url }. Quien los introdujo conocía su contraseña, o había abierto un enlace que se le envió a usted.
mail-recovery-code-used-subject = Se ha usado un código de recuperación
mail-recovery-code-used =
    { $left ->
        [one] Se ha usado un código de recuperación de su cuenta en { $url }. Queda { $left }.
       *[other] Se ha usado un código de recuperación de su cuenta en { $url }. Quedan { $left }.
    }
mail-passkey-added-subject = Se ha añadido una llave de acceso a su cuenta
mail-passkey-added =
    Se ha añadido una llave de acceso, «{ $name }», a su cuenta en { $url }: quien tenga ese dispositivo puede identificarse con ella.

    Si no fue usted, identifíquese y quítela, lo que cierra todas las demás sesiones:

    { $link }

    Después elija una contraseña nueva, pues alguien conoce la suya, y avise a quienes organizan las votaciones en las que puede votar.
mail-sessions-ended-subject = Se han cerrado todas sus sesiones
# $page is where to sign in, $link where to choose a new password.
mail-sessions-ended =
    Quienes administran el servicio han cerrado todas las sesiones de su cuenta en { $url }. Su contraseña no ha cambiado.

    Identifíquese de nuevo en { $page }. Si no sabe por qué se hizo, pregunte a quienes organizan las votaciones en las que puede votar, y elija una contraseña nueva:

    { $link }
mail-account-deleted-subject = Su cuenta se ha eliminado
mail-account-deleted =
    Su cuenta en { $url } se ha eliminado.

    Quienes han puesto esta dirección en un censo la tienen aún allí. Si no fue usted quien eliminó la cuenta, avíseles.
mail-account-dismissed-subject = La administración del servicio ha eliminado su cuenta
mail-account-dismissed =
    Quienes administran { $url } han eliminado allí su cuenta, con su contraseña, sus códigos y sus llaves de acceso.

    Quienes han puesto esta dirección en un censo la tienen aún allí: puede votar en sus votaciones con un enlace para identificarse, que crea una cuenta nueva. Si no sabe por qué se eliminó su cuenta, pregúnteles.

## To officers

mail-role-changed-subject = Su función ha cambiado
# $by is an address, or a name of the command line.
mail-role-changed =
    { $role ->
        [admin] { $by } ha dado a su cuenta otra función: administración.
        [officer] { $by } ha dado a su cuenta otra función: organización.
       *[other] { $by } ha dado a su cuenta otra función: votante.
    }

    Ocurrió en { $url } y consta en su registro. Si no lo esperaba, pregunte a quienes administran el servicio.
mail-poll-taken-subject = Ya no gestiona «{ $title }»
mail-poll-taken =
    { $by } le ha retirado la votación «{ $title }»: ya no la gestiona.

    Ocurrió en { $url } y consta en su registro. Si no lo esperaba, pregunte a quienes administran el servicio.
mail-poll-handed-over-subject = «{ $title }» ya no es suya
mail-poll-handed-over =
    { $by } ha entregado la votación «{ $title }» a { $to }. Usted la sigue gestionando hasta que { $to } se la retire.

    Ocurrió en { $url } y consta en su registro. Si no lo esperaba, pregunte a quienes administran el servicio.

## To candidates: $option is for whom or what they stand, $poll the poll's title

mail-candidate-invited-subject = Su candidatura: preséntese a los votantes
mail-candidate-invited =
    Se ha registrado su candidatura:

        { $option }
        en: { $poll }

    Puede escribir un perfil y una declaración; los votantes los leen junto a su nombre en cuanto la organización los aprueba. Puede cambiarlos hasta que se publique la votación.

    Este enlace le identifica, una vez, en el plazo de dos semanas; no hace falta contraseña:

    { $link }

    Más tarde, identifíquese con esta dirección y abra:

    { $page }

    Si no quiere presentarse, dígaselo a quienes organizan la votación.
mail-candidate-returned-subject = Cambie su declaración, por favor
mail-candidate-returned =
    La organización le pide que cambie lo que escribió para su candidatura:

        { $option }
        en: { $poll }

    { $words }

    Identifíquese con esta dirección y cámbielo aquí:

    { $page }
mail-candidate-approved-subject = Su declaración se ha aprobado
mail-candidate-approved =
    Lo que escribió para su candidatura se ha aprobado, y los votantes lo leerán:

        { $option }
        en: { $poll }

    Aún puede cambiarlo aquí hasta que se publique la votación; lo que cambie deberá aprobarse de nuevo:

    { $page }

## To a voter whose address was corrected

mail-corrected-subject = El censo de una votación tiene otra dirección para usted
mail-corrected =
    Quienes organizan esta votación en { $url } han puesto en su censo otra dirección en lugar de esta:

        { $title }

    { $what }
mail-corrected-keep =
    Si el pase de voto aún no se ha recogido, nadie lo obtiene en la nueva dirección durante un día. Si usted no lo ha pedido, conserve su dirección abriendo este enlace en el plazo de un día:

    { $link }

    Avise también a la organización.
mail-corrected-ask = Si usted no lo ha pedido, pregunte de inmediato a la organización.

## Mails about a poll, to all its voters

# At the top of a mail in several languages: what follows in this one.
mail-below = En español más abajo.
# Such as: Tuesday, 1 December 2026, 13:00 (Europe/Berlin, UTC+01:00)
mail-moment = { $weekday }, { $day } de { $month } de { $year }, { $time } ({ $zone })
mail-greeting = Hola, { $name }:
mail-test = Esta es una votación de prueba: no decide nada.
# The words of links.
mail-poll-page = La página de la votación
mail-link-word = Identificarse y votar
mail-no-reminders = No recibir más recordatorios de esta votación
mail-no-reminders-here = Para no recibir más recordatorios de esta votación: { $link }

mail-invitation-subject = Puede votar: { $title }
mail-invitation-roll = Usted está en el censo de esta votación:
mail-invitation-collect = Recoja su pase de voto; el plazo empieza el { $opens } y termina el { $closes }:
mail-invitation-vote = Vote con él; el plazo empieza el { $opens } y termina el { $closes }. Esa página le lleva allí.
mail-invitation-link = Este enlace es solo para usted; le identifica una vez, sin contraseña, y lleva a la votación:
mail-invitation-used = El enlace vale una sola vez. Después, identifíquese por correo o regístrese, siempre con esta misma dirección.
mail-roots = Guarde este correo. Con estas tres líneas cualquiera puede comprobar que la votación se llevó y se contó bien:
# The values stand one below the other.
mail-roots-lines =
    votación            { $poll }
    oficina de registro { $registrar }
    urna                { $box }

mail-reminder-subject = Todavía puede votar: { $title }
mail-reminder-pass = Aún no ha recogido su pase de voto de esta votación:
mail-reminder-until = Los pases de voto se entregan hasta el { $issuance }, y se puede votar hasta el { $voting }:
mail-reminder-link = Este enlace es solo para usted; le identifica una vez, sin contraseña:
mail-reminder-nothing = Si no quiere votar, no tiene que hacer nada.

mail-notice-subject =
    { $kind ->
        [extend] Se puede votar durante más tiempo: { $title }
        [close] La votación termina antes: { $title }
       *[cancel] La votación se ha anulado: { $title }
    }
mail-notice-what =
    { $kind ->
        [extend] En esta votación se puede votar durante más tiempo, hasta el { $closes }:
        [close] Esta votación termina antes, el { $closes }:
       *[cancel] Esta votación se ha anulado; no habrá resultado:
    }
mail-notice-reason = La organización dice:
mail-notice-public = El aviso está firmado y es público:
mail-box-page = La votación en la urna

mail-result-subject = Ya está el resultado: { $title }
mail-result-counted = Los votos de esta votación están contados, y el resultado se ha publicado:
mail-result-page = El resultado en la urna
mail-result-check = Allí también puede comprobar que su papeleta se contó: búsquela con su código de resguardo.

mail-pass-subject = Se ha entregado un pase de voto a su nombre
mail-pass-issued = Se ha entregado un pase de voto a su nombre para esta votación:
mail-pass-secret = Con el pase de voto se puede emitir un voto, y nadie puede saber que el voto es suyo.
mail-pass-not-you = Si usted no lo pidió, quizá otra persona esté votando en su lugar: avise de inmediato a quienes organizan la votación.

## The page of a poll's mails

mails-title = Correos
mails-kind =
    { $kind ->
        [invitation] Invitación
        [reminder] Recordatorio
        [notice] Aviso
       *[result] Resultado
    }
# Which reminder or notice it is, from 1.
mails-kind-of =
    { $kind ->
        [reminder] Recordatorio { $n }
       *[notice] Aviso { $n }
    }
mails-queued =
    { $n ->
        [one] { $n } correo está en camino.
       *[other] { $n } correos están en camino.
    }
mails-saved = Los textos se han guardado.
mails-test-sent = Un correo de prueba a { $email } está en camino. Sus enlaces no llevan a ninguna parte.
mails-nothing-done = No se ha hecho nada
mails-wait = Hay correos en espera
mails-wait-again = Se vuelve a intentar sin que nadie haga nada; avise a quienes administran esta oficina de registro.
mails-mailings = Envíos
mails-mailing = Envío
mails-waiting = En espera
mails-sent = Enviados
mails-failed = Fallidos
mails-what-to-do = Qué hacer
mails-retry = Enviar de nuevo los fallidos
mails-sent-means = Enviado significa que el servidor de correo lo ha aceptado. Lo que otros servidores devuelven después va a { $bounces }: corrija las direcciones en el censo, y la invitación sale de nuevo.
mails-none = Todavía no hay correos.
mails-none-draft = Todavía no hay correos a los votantes. Las invitaciones salen cuando se publica la votación.
mails-undelivered = No se pudieron entregar
mails-given-up =
    { $n ->
        [one] Se ha desistido de un correo. Corrija la dirección, y la invitación sale de nuevo.
       *[other] Se ha desistido de { $n } correos. Corrija la dirección, y la invitación sale de nuevo.
    }
mails-given-up-shown = Se ha desistido de { $n } correos; estos son los primeros { $shown }. Corrija la dirección, y la invitación sale de nuevo.
mails-no-words = sin explicación
mails-not-invited = Votantes sin invitación
mails-download = Descargarlos todos (CSV)
mails-remind = Recordar a todos los que no tienen pase de voto
mails-invite = Enviar las invitaciones
mails-tell-notice = Comunicar a todos el último aviso
mails-tell-result = Comunicar a todos que ya está el resultado
mails-words = Textos
mails-words-lead = Cada correo tiene su texto habitual; puede darle otro asunto y poner algo delante, tras el saludo con el nombre. Los enlaces, las horas y las claves están siempre en él.
# Two or more names of languages, each in itself.
mails-languages = Todos los votantes reciben el mismo correo, en estos idiomas uno tras otro: { $languages }.
mails-unspoken = No hay texto habitual en estos idiomas de la votación: { $languages }. Lo que escriba en ellos va al principio.
mails-english = No hay texto habitual en los idiomas de esta votación: está en inglés.
mails-subject = Asunto (opcional)
mails-subject-first = Un correo tiene un solo asunto; el habitual está en el primer idioma.
mails-intro = Introducción (opcional)
mails-intro-in = Introducción (opcional): { $language }
mails-automatic =
    { $kind ->
        [invitation] Sale por sí mismo cuando se publica la votación
        [notice] Sale por sí mismo cuando un aviso ha llegado a la urna
       *[result] Sale por sí mismo cuando se publica el resultado
    }
mails-save = Guardar los textos
mails-test = Enviarme un correo de prueba
mails-look = Ver el correo
mails-look-title =
    { $kind ->
        [invitation] La invitación tal como la reciben los votantes
        [reminder] El recordatorio tal como lo reciben los votantes
        [notice] El correo sobre un aviso tal como lo reciben los votantes
       *[result] El correo sobre el resultado tal como lo reciben los votantes
    }
mails-look-lead = Con los textos guardados. «...» está en lugar de lo que cada votante tiene propio, o de lo que solo se conoce más tarde.
mails-look-subject = Asunto: { $subject }
mails-back = Volver a los correos
# Stands in the mail for the organiser's reason of a notice.
mails-look-reason = Aquí va el motivo que usted da.

## Why nothing was sent or saved

mails-choose = elija qué se debe hacer
mails-no-passes-now = los pases de voto de esta votación no se entregan en este momento
mails-no-passes-more = los pases de voto de esta votación ya no se entregan
mails-no-notice = ningún aviso de esta votación ha llegado a la urna
mails-reminded = en la última hora ya salió un recordatorio
mails-no-result = no hay resultado antes del cierre de la votación, ni en una votación anulada
mails-result-waits = la urna aún no ha publicado el resultado
mails-sent-before =
    { $kind ->
        [invitation] las invitaciones ya se enviaron
        [reminder] este recordatorio ya se envió
        [notice] el último aviso ya se comunicó
       *[result] el resultado ya se comunicó
    }
mails-only-counted = los recordatorios solo se cuentan: envíe otro, también les llega
mails-not-invited-yet = las invitaciones de esta votación aún no se han enviado
mails-none-such = no hay tal envío de esta votación
mails-subject-wrong = asunto: una línea de 200 caracteres como máximo
mails-intro-long = introducción: 5000 caracteres como máximo
mails-intro-language = introducción: solo en los idiomas de la votación
mails-test-often = han salido demasiados correos a su dirección; inténtelo más tarde
