### What the pages of both services have in common. How to translate: docs/languages.md.

# ltr, or rtl for languages that are written from right to left.
direction = rtl
# The language's own name, in the menu.
language-name = العربية
# Before the title of a page whose form was refused.
title-refused = خطأ:
languages = اللغات
skip-to-content = الانتقال إلى المحتوى
demo-label = عرض
demo-notice = عرض توضيحي – للتجربة فقط، على هذا الحاسوب. لا أصوات حقيقية هنا.

## The page of an error

nothing-changed = لم يتغيّر شيء.
send-again = ارجع إلى الوراء في متصفحك وأرسلها مرة أخرى.
to-start = إلى صفحة البداية
error-code = الرمز { $status }

## Times

# The day of the week and the month are in words, the time is such as 18:05, the zone UTC or CET.
moment = { $weekday } { $day } { $month } { $year }، { $time } { $zone }
# From Monday, 1.
weekday =
    { $n ->
        [1] الاثنين
        [2] الثلاثاء
        [3] الأربعاء
        [4] الخميس
        [5] الجمعة
        [6] السبت
       *[other] الأحد
    }
# From January, 1.
month =
    { $n ->
        [1] يناير
        [2] فبراير
        [3] مارس
        [4] أبريل
        [5] مايو
        [6] يونيو
        [7] يوليو
        [8] أغسطس
        [9] سبتمبر
        [10] أكتوبر
        [11] نوفمبر
       *[other] ديسمبر
    }
