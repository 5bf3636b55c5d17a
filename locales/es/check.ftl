### Lo que dice la comprobación de una elección, en la página que la muestra. Cómo traducir: docs/languages.md.

## What can be begun

audit-start = Comprobar ahora
audit-again = Comprobar de nuevo
audit-cancel = Cancelar
audit-file = Comprobar un paquete de control que usted guardó
audit-file-label = Paquete de control de esta votación, un archivo tar
audit-file-hint = Se queda en este dispositivo. Puede venir de cualquier sitio; la votación debe ser esta.
audit-insecure = Su navegador solo deja que una página compruebe firmas si la dirección empieza por https. Abra esta página con su dirección https, o compruebe con psephos audit.
audit-old = A este navegador le falta lo que la comprobación necesita. Use una versión actual de Firefox, Safari, Chrome o Edge, o compruebe con psephos audit.

## While it runs, and when it breaks off

audit-running = Comprobación en curso
audit-fetching = Se lee lo que los servicios han firmado.
audit-log = Se lee el registro público: { $done } de { $total } entradas.
audit-ballots = Se comprueban y cuentan las papeletas: { $done } de { $total }.
audit-cancelled = La comprobación se canceló. Eso no dice nada de la votación.
audit-unreachable-title = La comprobación no se pudo terminar
audit-unreachable = No se puede contactar con la urna, está demasiado ocupada o se ha interrumpido. Eso no dice nada de la votación. Inténtelo de nuevo dentro de un rato.
audit-no-bundle = Este archivo no es un paquete de control de una votación, o está dañado. No se ha comprobado nada: elija otro archivo.
audit-failed = La comprobación se ha detenido por un error propio. Eso no dice nada de la votación. Inténtelo de nuevo, o compruebe con psephos audit.

## The verdict

audit-holds-title = Todo lo que se comprobó está en orden
audit-holds = Este navegador ha comprobado cada papeleta ({ $ballots }) y las ha contado de nuevo. Los números son los del resultado firmado.
audit-holds-cancelled = La votación fue anulada. Sus papeletas no se publicarán nunca, y no se cuenta nada.
audit-open-title = Lo publicado hasta ahora está en orden
audit-open = Todavía no hay resultado, así que no se pudieron comprobar las papeletas ni los números. Esto no dice nada del resultado. Compruebe de nuevo cuando lo haya.
audit-unchecked-title = La comprobación no se pudo terminar
audit-unchecked = No se halló ningún fallo en lo que se pudo comprobar. Compruebe el resto con psephos audit.
audit-gap-too-large = El registro tiene demasiadas entradas para un navegador. No se comprobaron el registro, las papeletas ni el resultado.
audit-gap-ml-dsa-44 = La votación pide testigos que firman con ML-DSA-44. Los navegadores aún no pueden comprobarlo, así que no se sabe si firmaron suficientes.
audit-faults-title = Algo va mal en esta votación
audit-faults =
    { $n ->
        [one] Se halló un fallo.
       *[other] Se hallaron { $n } fallos.
    }
audit-todo = Compruebe de nuevo con psephos audit, que no viene de esta urna. Guarde el paquete de control. Avise a quienes organizan la votación, en { $registrar }, y a alguien que no dependa de ellos.
audit-todo-unnamed = Compruebe de nuevo con psephos audit, que no viene de esta urna. Avise a quienes organizan la votación, y a alguien que no dependa de ellos.
audit-seconds = La comprobación tardó { $n } s.

## What was checked; what it is that holds is told only where it does

audit-checked-title = Lo que se comprobó
audit-state-holds = en orden
audit-state-faults = no está en orden
audit-state-unchecked = sin comprobar
audit-manifest-title = Descripción de la votación
audit-manifest = Cumple las reglas de las votaciones y lleva las firmas de los dos servicios, y su huella es el identificador de la votación en la dirección de esta página.
audit-statements-title = Declaraciones de los servicios
audit-statements = Todas están firmadas, tratan de esta votación y constan en el registro público: avisos, pases de voto entregados, archivos de la cabina, resultados.
audit-log-title = Registro público
audit-log-about = La urna firmó exactamente estas entradas, y cada declaración entre ellas está publicada.
audit-ballots-title = Papeletas
audit-ballots-about = Cada una tiene un pase de voto que la oficina de registro firmó para esta votación, la firma de quien votó y respuestas válidas. Ningún pase se usó dos veces. Son las del registro.
audit-result-title = Resultado
audit-result = Las papeletas, contadas de nuevo sin redondear, dan los números y los elegidos del resultado firmado.
audit-numbers-title = Números
audit-numbers = Hasta donde se conocen estos números, no se entregaron más pases que personas pueden votar, ni se depositaron más papeletas que pases entregados.
audit-polls-title = Lista de votaciones
audit-polls = Esta votación está en la lista firmada de todas las votaciones de la urna.
# How much was looked at.
audit-amount-statements = Declaraciones: { $n }.
audit-amount-entries = Entradas: { $n }.
audit-amount-ballots = Papeletas: { $n }.
audit-amount-questions = Preguntas: { $n }.
audit-amount-numbers = Papeletas: { $ballots }. Pases: { $issued }. Pueden votar: { $eligible }.
audit-amount-polls = Votaciones: { $n }.
audit-amount-unknown = sin declarar todavía
audit-amount-any = sin límite
# Why something was not looked at.
audit-no-numbers = Todavía no se conoce ni el número de pases ni el de votantes.
audit-not-yet = Todavía no hay resultado.
audit-never = La votación fue anulada.
audit-no-polls = Esa lista no forma parte de un paquete de control guardado. Compruebe sin archivo para saber si esta votación está en ella.

## The ballot that was cast with this browser

audit-own-title = La papeleta de este dispositivo
audit-own-none = Este navegador no guarda ningún resguardo de esta votación.
audit-own-counted = La papeleta depositada desde este dispositivo está en la lista pública y se contó. No se preguntó por ella a la urna.
audit-own-listed = La papeleta depositada desde este dispositivo está en la lista pública. No se preguntó por ella a la urna.
audit-own-waiting = La papeleta depositada desde este dispositivo aún no está en la lista pública. Las papeletas se ponen allí en grupos; compruebe de nuevo más tarde.
audit-own-missing = La urna ha firmado que aceptó la papeleta de este dispositivo, y no está en la lista. Guarde su resguardo.
audit-own-unknown = Si se depositó una papeleta en este dispositivo: no se pudo averiguar si está en la lista pública, porque la lista, o el resguardo de este dispositivo, no se pudo leer. Eso no significa que falte la papeleta. Conserve su resguardo.

## Faults, and what else there is to know

audit-wrong-title = Lo que va mal
audit-more-faults = Y { $n } más.
audit-convicts = { $name } ha firmado lo que aquí está mal: es una prueba contra ese servicio.
audit-convicts-nobody = Ninguna firma prueba de quién es la culpa. Los archivos pueden haber sido alterados por el camino.
audit-warnings-title = Qué más conviene saber
audit-details-title = Detalles para auditores
audit-details-about = Los nombres son los del protocolo de Psephos (docs/protocol.md), sección 10.
audit-poll-id = Identificador de la votación
audit-key = Clave de { $name }
audit-compare = Compare estos tres datos con los de su invitación.

## Each fault, by its name in the protocol

audit-fault-bundle-malformed = El paquete de control está cortado, alargado, o contiene un archivo que no debe estar ahí.
audit-fault-file-missing = Falta un archivo que debe estar.
audit-fault-manifest-malformed = La descripción de la votación incumple las reglas de las votaciones.
audit-fault-manifest-signature = A la descripción de la votación le falta la firma de uno de los servicios.
audit-fault-other-poll = Esta es la descripción de otra votación.
audit-fault-other-key = La descripción nombra otra clave que la anunciada.
audit-fault-statement-malformed = Una declaración no se puede leer, o es de otra clase que la debida.
audit-fault-statement-signature = Una declaración no está firmada por el servicio del que debería venir.
audit-fault-statement-of-other-poll = Una declaración trata de otra votación.
audit-fault-notice-gap = Los avisos de la organización no están numerados uno tras otro.
audit-fault-notice-invalid = Un aviso de la organización cambia lo que no puede cambiar.
audit-fault-eligible-differs = La oficina de registro declara otro número de votantes que la descripción de la votación.
audit-fault-issued-over-eligible = Se entregaron más pases de voto que votantes hay.
audit-fault-entries-malformed = La lista de entradas del registro está dañada.
audit-fault-entry-unknown = El registro tiene una entrada de algo que no se publicó.
audit-fault-entry-misplaced = Las entradas del registro están en un orden imposible.
audit-fault-statement-not-logged = Una declaración publicada no consta en el registro.
audit-fault-checkpoint-malformed = El estado firmado del registro no se puede leer, o es de otro registro.
audit-fault-checkpoint-signature = El estado del registro no está firmado por la urna.
audit-fault-checkpoint-size = El estado firmado cuenta otras entradas que las publicadas.
audit-fault-checkpoint-root = Las entradas no son las que firmó la urna.
audit-fault-quorum-missed = Han firmado menos testigos de los que exige esta votación.
audit-fault-checkpoint-inconsistent = El registro se cambió después de que la urna lo firmara.
audit-fault-ballots-malformed = El archivo de papeletas está cortado o alargado.
audit-fault-ballot-malformed = Una papeleta no tiene la forma de las de esta votación.
audit-fault-token-invalid = Una papeleta se depositó con un pase de voto que la oficina de registro no firmó para esta votación.
audit-fault-signature-invalid = Una papeleta no está firmada por quien tiene su pase de voto: fue alterada, o la hizo otra persona.
audit-fault-content-invalid = Una papeleta está rellenada como no lo permiten las reglas de esta votación.
audit-fault-token-spent-twice = Se depositaron dos papeletas con un mismo pase de voto.
audit-fault-ballot-not-logged = Una papeleta publicada no consta en el registro.
audit-fault-ballot-missing = Una papeleta del registro no se publicó.
audit-fault-ballots-out-of-order = Las papeletas están publicadas en otro orden que el del registro.
audit-fault-ballots-over-issued = Se depositaron más papeletas que pases de voto se entregaron.
audit-fault-result-log = El resultado se firmó sobre otro registro que este.
audit-fault-result-ballots = El resultado cuenta otras papeletas que las del registro.
audit-fault-result-issued = El resultado da otro número de pases de voto que la oficina de registro.
audit-fault-result-tally = Las papeletas, contadas de nuevo, dan otros números que el resultado firmado.
audit-fault-result-changed = Un resultado posterior cambia lo que no debe cambiar.
audit-fault-result-overdue = Según el reloj de este dispositivo, la votación se cerró hace más de 24 horas, y no hay resultado.
audit-fault-cancelled-published = La votación fue anulada, y sin embargo se publicaron papeletas o un resultado.
audit-fault-receipt-invalid = El resguardo de este dispositivo no es auténtico.
audit-fault-promise-broken = La urna ha firmado que aceptó una papeleta, y la papeleta quedó fuera.
audit-fault-poll-not-listed = Esta votación no está en la lista de votaciones de la urna.
audit-fault-unknown = Esta página no tiene palabras para ello; vea los detalles para auditores.

## Each warning, by its name in the protocol

audit-warning-issued-unknown = La oficina de registro no ha declarado todavía cuántos pases de voto entregó. No se sabe si se depositaron más papeletas.
audit-warning-eligible-unknown = En esta votación puede votar toda persona que admita la oficina de registro. Nadie sabe cuántas son.
audit-warning-late-additions = Se podía añadir personas al censo de votantes mientras se entregaban pases de voto.
audit-warning-other-polls = La misma oficina de registro lleva otra votación al mismo tiempo.
audit-warning-test-poll = Esta es una votación de prueba. No decide nada.
audit-warning-clocks-differ = La hora de un aviso no encaja con su efecto: el reloj de uno de los servicios estaba mal.
audit-warning-issuance-early = La oficina de registro declaró el número de pases antes de que terminara la entrega.
audit-warning-result-behind = El resultado más reciente no da todavía el número de pases. Falta otro.
audit-warning-unknown = Esta página no tiene palabras para una advertencia; vea los detalles para auditores.

## Where a fault is: a sentence of its own, which the page begins with a capital

audit-place-manifest = la descripción de la votación
audit-place-issuance = la declaración de pases entregados
audit-place-entries = las entradas del registro
audit-place-entry = entrada { $n }
audit-place-ballots = el archivo de papeletas
audit-place-ballot = papeleta { $n }
audit-place-ballot-code = papeleta { $n } ({ $code })
audit-place-ballot-of-log = papeleta { $n } del registro
audit-place-checkpoint = el estado del registro
audit-place-polls = la lista de votaciones
audit-place-bundle = el paquete de control
audit-place-receipt = el resguardo de este dispositivo
audit-place-assets = declaración { $n } sobre los archivos de la cabina
audit-place-notice = aviso { $n }
audit-place-result = resultado firmado { $n }
