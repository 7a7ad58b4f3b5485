# 各ページの枠と、多くのページで使う言葉
skip = 本文へ移動
nav-main = メイン
nav-where = 現在の場所
nav-more = その他

rail-make = 制作
rail-operate = 運用

place-home = ホーム
place-gallery = ギャラリー
place-products = 商品
place-sessions = セッション
place-queue = キュー
place-members = メンバー
place-client = クライアント設定
place-clients = クライアント
place-account = アカウント

client-change = 別のクライアントで作業する
client-choose = クライアントを選ぶ

somebody = ほかの人
list-separator = 、
percent = { $count }パーセント
retry = 再試行
close = 閉じる
keys = キー操作
key-filter = 絞り込みに移る
connection-lost = 接続が切れました。再接続しています
not-sent = 送信できませんでした。接続を確認して、もう一度試してください。

# 一覧のページ
pages = ページ
page-first = 最初のページ
page-next = 次へ

# シート上の画像の選択
selection = 選択
picked = { $count }件を選択中
picked-pattern = #件を選択中
picked-all = 該当する{ $count }件をすべて選択
picked-clear = 選択を解除
frame-pick = { $name }を選択

# アップロード
upload-kinds = JPEG、PNG、WebP（{ $size }まで）
upload-kinds-many = JPEG、PNG、WebP（1枚{ $size }まで、一度に{ $max }枚まで）
upload-not-picture = JPEG、PNG、WebPではありません
upload-too-large = #を超えています

# 直前の操作の結果
flash-signed-out = サインアウトしました。
flash-account-saved = 保存しました。
flash-client-entered = { $name }で作業しています。
