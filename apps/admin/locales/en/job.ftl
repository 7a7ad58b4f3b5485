# Jobs. job-<code>: why it could not be done, and what helps. stage-<word>: what is being done. parked-<reason>: why it was set aside.
job-other = It could not be made. Try again.
job-input = What it was to be made from does not fit together.
job-bytes-missing = The product’s picture is missing from the storage. Upload it again.
job-bytes-damaged = The product’s picture is damaged in the storage. Use another one, or have it restored from the backup.
job-storage-full = There is no room left to store it. Try again when there is.
job-storage = The storage did not answer. Try again.
job-database = The database did not answer. Try again.
job-record = It was made but could not be recorded. Try again.
job-cancelled = Somebody stopped it.
job-recipe = These settings cannot be made by this renderer.
job-render = The renderer could not make it. Try other settings.
job-write = The picture could not be written as a file. Try again.
job-maker-broken = The renderer broke off. Try again.
job-picture-process = The process that looks at uploads did not start. Try again.
job-picture-unfinished = The machine had too little time or memory to look at the product’s picture. Try again.
job-picture-hostile = The product’s picture brought down the process that looked at it. Use another one.
job-picture-type = The product’s picture is not a JPEG, PNG or WebP.
job-picture-broken = The product’s picture is broken. Upload it again.
job-picture-truncated = The file is damaged or was not copied whole. Save the picture again and upload that.
job-picture-unsupported = The product’s picture is of a kind that cannot be read. Save it as JPEG, PNG or WebP.
job-picture-animated = The product’s picture moves. Use a still one.
job-picture-too-large = The product’s picture has too many pixels. Use a smaller one.
job-picture-too-small = The product’s picture has too few pixels. Use a larger one.
job-picture-too-narrow = The product’s picture is too narrow. Use one that is less long for its width.
job-picture-too-many-bytes = The product’s picture is too large. Use a smaller one.

stage-other = Working
stage-decode = Reading the picture
stage-cut = Cutting out the product
stage-light = Setting the light
stage-draw = Drawing the set
stage-develop = Developing
stage-store = Storing

parked-other = It was set aside. Try again, or leave it.
parked-poison = It stopped the worker three times in a day and was set aside. Try again, or leave it.

waits-next = Begins next
waits-after = { $count } before it
waits-nobody = No worker is running; it begins when one starts
waits-paused = Paused for now
waits-paused-because = Paused: { $reason }
waits-again = Try { $count } of { $max } begins in { $span }
