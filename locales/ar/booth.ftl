### A sample, to try out the layout from right to left: the way of one vote. What is missing is shown in English.
### Not reviewed by a native speaker.

direction = rtl

## The frame of the page

skip = الانتقال إلى ورقة الاقتراع
notice-label = تنبيه
poll-label = التصويت
languages-label = اللغات
opening = جارٍ فتح التصويت…
foot = تُعدّ ورقة اقتراعك في هذا المتصفح. لا تحمّل هذه الصفحة شيئًا من مواقع أخرى.

step-collect = تسجيل الدخول واستلام تصريح التصويت
step-mark = التأشير
step-review = المراجعة
step-cast = التصويت
step-keep = الاحتفاظ بالإيصال
steps-label = الخطوات
step-done = تمّت
title-of = { $page } – { $poll }
title-of-error = خطأ: { $page }

## Banners, and buttons of many pages

test-banner = هذا تصويت تجريبي. لا تقرّر الأصوات هنا شيئًا.
demo-banner = هذا عرض توضيحي. لا تستعمله لتصويت حقيقي.
try-again = حاول مرة أخرى
look-again = تحقّق مرة أخرى
back = رجوع
next = التالي
more = اقرأ المزيد
technical = تفاصيل للدعم الفني

## The first page, and the poll at a glance

start-action = ابدأ: استلم تصريح التصويت
start-voting = التصويت
start-passes = تصاريح التصويت
start-from-to = من { $from } حتى { $to }
start-until = حتى { $to }
start-who = من يحق له التصويت
start-roll =
    { $n ->
        [one] شخص واحد في القائمة لدى { $registrar }
        [two] شخصان في القائمة لدى { $registrar }
        [few] { $n } أشخاص في القائمة لدى { $registrar }
        [many] { $n } شخصًا في القائمة لدى { $registrar }
       *[other] { $n } شخص في القائمة لدى { $registrar }
    }
start-open = كل من يقبله { $registrar } بعنوان بريد إلكتروني مؤكَّد
start-results = النتائج
start-results-live = تظهر أثناء التصويت
start-results-after = بعد إغلاق التصويت
start-how-title = كيف يبقى صوتي سريًّا؟
start-how = يتحقق مكتب التسجيل من حقك في التصويت ويعطيك تصريحًا لا يستطيع التعرّف عليه لاحقًا. تصوّت هنا بهذا التصريح. وهكذا لا يرى المكتب صوتك أبدًا، ولا يعرف صندوق الاقتراع من أنت.
start-how-device = استعمل جهازًا تثق به. من يتحكم فيه يستطيع أن يرى كيف تصوّت.
start-eligible = لست متأكدًا من وجودك في القائمة؟ اسأل مكتب التسجيل
start-over-title = أُغلق التصويت
start-result-link = عرض النتيجة
start-poll-link = عن هذا التصويت
start-receipt-link = التحقق من إيصال

## Backup files: a voting pass that was not used yet, or a finished ballot

backup-have = لديّ ملف احتياطي
backup-choose = ملف احتياطي
backup-hint = ملف يبدأ اسمه بـ psephos-backup.
backup-title = احتفظ بملف احتياطي
backup-why = تحصل على تصريح تصويت واحد فقط. إذا نسيه هذا المتصفح قبل أن تصوّت، فهذا الملف يعيده، هنا أو على جهاز آخر.
backup-secret = احتفظ به لنفسك: من يملكه يستطيع التصويت بدلًا منك.
backup-save = حفظ الملف الاحتياطي
backup-saved = تم الحفظ. تجده بين التنزيلات.

## Going to the registrar, and what comes back

request-title = استلام تصريح التصويت
request-lead = سجّل الدخول لدى { $registrar }، ثم تعود إلى هنا مباشرة.
request-code = رمز التحقق
request-code-hint = بعد تسجيل الدخول يجب أن تعرض الصفحة هناك الأحرف الأربعة نفسها.
request-go = المتابعة إلى { $registrar }
request-start-over = البدء من جديد

## Marking

mark-question = السؤال { $n } من { $of }
mark-choose-one = اختر واحدًا.
mark-choose-up-to = اختر { $max } على الأكثر.
mark-choose-exactly = اختر { $n }.
mark-choose-between = اختر من { $min } إلى { $max }.
mark-chosen = المختار: { $n }
mark-too-many = المختار: { $n }، وهذا أكثر من المسموح
mark-abstain = أمتنع عن التصويت في هذا السؤال
mark-rank-hint = رتّب الخيارات كما تريد، الأفضل أولًا.
mark-rank-exactly = رتّب { $n }.
mark-rank-between = رتّب من { $min } إلى { $max }.
mark-ranked = ترتيبك
mark-ranked-none = لم يُرتَّب شيء بعد.
mark-unranked = غير مرتَّب
mark-rank-as = المرتبة { $n }
mark-up = إلى أعلى
mark-down = إلى أسفل
mark-remove = إزالة
mark-now-at = { $title } الآن في المرتبة { $n }
mark-now-unranked = { $title } لم يعد مرتَّبًا
mark-score-hint = أعطِ كل خيار درجة. { $high } هي الأفضل، و{ $low } هي الأسوأ.
mark-about = عن { $title }
mark-review = مراجعة ورقة الاقتراع
mark-back-to-review = العودة إلى المراجعة
mark-error-title = هناك مشكلة
mark-error-none = اختر خيارًا
mark-error-none-abstain = اختر خيارًا أو امتنع
mark-error-few = اختر { $min } على الأقل
mark-error-many = اختر { $max } على الأكثر
mark-error-scores = أعطِ كل خيار درجة
mark-got-pass = وصل تصريح التصويت.
mark-kept = تبقى اختياراتك محفوظة ما دامت علامة التبويب هذه مفتوحة.

## Review

review-title = راجع ورقة الاقتراع
review-lead = لم تُدلِ بصوتك بعد. تحقق من إجاباتك ثم أدلِ بصوتك.
review-change = تغيير
review-abstained = تمتنع عن التصويت
review-final-title = قبل الإدلاء بصوتك
review-final = لا يمكن تغيير الصوت بعد الإدلاء به.
review-receipt = ستحصل على رمز إيصال تتحقق به من احتسابه. بعد إغلاق التصويت تُنشر جميع الأوراق بلا أسماء، وعندها يستطيع من يملك إيصالك أن يرى كيف صوّتَّ.
review-cast = الإدلاء بالصوت

## Casting

cast-sending-title = جارٍ إرسال صوتك…
cast-sending = يستغرق هذا لحظة. يمكنك إغلاق الصفحة؛ عند فتحها من جديد على هذا الجهاز يمكنك إرسال الورقة نفسها مرة أخرى، ولا تُحتسب إلا مرة واحدة.
cast-retry = لا جواب بعد. محاولة جديدة ({ $n }).

## The receipt

receipt-title = سُجّل صوتك
receipt-lead = وقّع صندوق الاقتراع على أن ورقتك مقبولة وستُحتسب.
receipt-code = رمز الإيصال
receipt-keep = احتفظ بهذا الرمز أو بالملف. به تستطيع أن تتحقق الآن، ومرة أخرى بعد الإغلاق، من وجود ورقتك في القائمة العلنية. لن يُرسَل إليك بالبريد الإلكتروني أبدًا.
receipt-secret = لا تُرِه لأحد: بعد إغلاق التصويت يستطيع من يملكه أن يرى كيف صوّتَّ.
receipt-save = حفظ ملف الإيصال
receipt-copy = نسخ الرمز
receipt-copied = تم النسخ
receipt-print = طباعة
receipt-qr = رمز QR للصفحة التي تتحقق من هذا الإيصال
receipt-qr-hint = بهذه الصورة يجد جهاز آخر الصفحة التي تتحقق من ورقتك.
receipt-mine = إيصالاتي على هذا الجهاز
receipt-check-title = تحقق الآن
receipt-check = التحقق من وجود ورقتي في القائمة العلنية
receipt-check-again = التحقق مرة أخرى
receipt-checking = جارٍ التحقق…
receipt-page = التحقق من إيصال في أي وقت
receipt-someone-else = شخص آخر يريد التصويت على هذا الجهاز
receipt-wrong-title = هل هناك خطأ؟
receipt-wrong = وقّع صندوق الاقتراع وعدًا باحتساب ورقتك، ويستطيع أي شخص التحقق من ذلك. ملف الأدلة يحتوي عليه.

## Is the ballot on the public list?

check-listed = ورقتك في القائمة العلنية، رقمها { $n } من { $of }.
check-waiting = ورقتك مقبولة وتنتظر إدراجها في القائمة العلنية مع غيرها، كي لا يعرف أحد متى صوّتَّ. تحقق مرة أخرى بعد حين.
check-proved = تحقق هذا المتصفح من البرهان بنفسه.
