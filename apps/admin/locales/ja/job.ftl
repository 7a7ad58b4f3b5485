# ジョブの言葉: job-<code>、stage-<word>、parked-<reason>
job-other = 生成できませんでした。再試行してください。
job-input = 生成の元になるデータの組み合わせに問題があります。
job-bytes-missing = 商品の画像がストレージに見つかりません。もう一度アップロードしてください。
job-bytes-damaged = ストレージにある商品の画像が壊れています。別の画像を使うか、バックアップから復元してもらってください。
job-storage-full = 保存する空き容量がありません。空きができてから再試行してください。
job-storage = ストレージから応答がありませんでした。再試行してください。
job-database = データベースから応答がありませんでした。再試行してください。
job-record = 生成しましたが、記録できませんでした。再試行してください。
job-cancelled = 停止されました。
job-recipe = この設定は現在のレンダラーでは生成できません。
job-render = レンダラーが生成できませんでした。別の設定を試してください。
job-write = 画像をファイルに書き出せませんでした。再試行してください。
job-maker-broken = レンダラーが途中で止まりました。再試行してください。
job-picture-process = アップロードを確認するプロセスが起動しませんでした。再試行してください。
job-picture-unfinished = サーバーの時間またはメモリーが足りず、商品の画像を確認できませんでした。再試行してください。
job-picture-hostile = 商品の画像を確認するプロセスが停止しました。別の画像を使ってください。
job-picture-type = 商品の画像がJPEG、PNG、WebPではありません。
job-picture-broken = 商品の画像が壊れています。もう一度アップロードしてください。
job-picture-truncated = ファイルが壊れているか、途中で切れています。画像を保存し直してからアップロードしてください。
job-picture-unsupported = 商品の画像は読み取れない形式です。JPEG、PNG、WebPで保存してください。
job-picture-animated = 商品の画像が動画像です。静止画を使ってください。
job-picture-too-large = 商品の画像の画素数が多すぎます。小さい画像を使ってください。
job-picture-too-small = 商品の画像の画素数が少なすぎます。大きい画像を使ってください。
job-picture-too-narrow = 商品の画像が細長すぎます。縦横比の小さい画像を使ってください。
job-picture-too-many-bytes = 商品の画像のファイルが大きすぎます。小さい画像を使ってください。

stage-other = 作業中
stage-decode = 画像を読み取り中
stage-cut = 商品を切り抜き中
stage-light = 光を設定中
stage-draw = セットを描画中
stage-develop = 仕上げ中
stage-store = 保存中

parked-other = 保留されています。再試行するか、そのままにしてください。
parked-poison = 1日に3回ワーカーが停止したため保留されています。再試行するか、そのままにしてください。

waits-next = 次に開始します
waits-after = 前に{ $count }件あります
waits-nobody = ワーカーが動いていません。起動すると始まります
waits-paused = 一時停止中です
waits-paused-because = 一時停止中：{ $reason }
waits-again = { $span }後に{ $count }回目（最大{ $max }回）を開始します
