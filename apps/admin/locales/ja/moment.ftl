span-seconds = { $count }秒
span-minutes = { $count }分
span-hours = { $count }時間
span-days = { $count }日
span-left = 残り約{ $span }
moment-now = たった今
moment-ago = { $span }前
