span-seconds = { $count } s
span-minutes = { $count } min
span-hours = { $count } h
span-days = { $count } d
span-left = about { $span } left
moment-now = just now
moment-ago = { $span } ago
