# ギャラリー
gallery-count = { $count }件
gallery-count-of = { $all }件中{ $count }件
gallery-size = 画像の大きさ
gallery-size-small = 小
gallery-size-medium = 中
gallery-size-large = 大
gallery-download-all = { $count }件をダウンロード
gallery-review = レビュー
gallery-all = すべて
gallery-pinned = ピン留め
gallery-deleted = 削除済み
gallery-only = 限定
gallery-product = 商品
gallery-flow = フロー
gallery-session = セッション
gallery-from = 開始日
gallery-until = 終了日
gallery-filter = 絞り込む
gallery-days-reversed = 開始日が終了日より後になっています
gallery-days-reversed-about = この期間に作られた画像はありません。開始日と終了日を入れ替えてください。
gallery-filters = 絞り込み
gallery-drop = 「{ $what }」を外す
gallery-everything = すべて（新しい順）
gallery-sheet = 画像
gallery-all-products = すべての商品
gallery-all-sessions = すべてのセッション
gallery-select-all = { $count }件をすべて選択
gallery-on-older = 次のページ（古い画像）です。
gallery-on-newer = 前のページ（新しい画像）です。
gallery-on-last = これが最後の画像です。
gallery-on-first = これが最初の画像です。
gallery-newer = 新しい方へ
gallery-older = 古い方へ
gallery-empty-title = まだ画像がありません
gallery-empty = フローで生成すると、ここに画像が並びます。まず商品を用意してください。内蔵レンダラーは無料です。
gallery-no-match = すべての条件に合う画像はありません
gallery-none-deleted = 削除した画像はありません
gallery-none-deleted-about = 削除した画像はここに残り、復元できます。
gallery-state = 状態
gallery-finished = 完成
unfinished-making = 作成中
unfinished-failed = 作成できなかったもの
unfinished-retry-all = { $count }件をすべて再試行
unfinished-none-making = 作成中のものはありません
unfinished-none-failed = 依頼されたものはすべて作成されました
gallery-show-all = すべての画像を表示
gallery-without = 条件から外す：
gallery-would-match = { $count }件が該当
gallery-all-picked = 該当する{ $count }件をすべて選択しています
gallery-all-picked-newest = 一度に処理できるのは{ $max }件までです。{ $count }件のうち新しいものから処理します。
gallery-all-picked-how = ほかのページの画像も含みます。変更する前に、もう一度確認します。1件でも外すと、このページで選択中のものだけが対象になります。

approval-pending = レビュー待ち
approval-approved = 承認済み
approval-rejected = 却下
frame-pinned = ピン留め
frame-own = あなたが依頼した画像です。承認はほかの人が行います

# 画像への操作: ボタン、確認ページの見出し、完了の知らせ
do-approve = 承認
do-reject = 却下
do-reopen = 判断を取り消す
do-pin = ピン留め
do-unpin = ピンを外す
do-delete = 削除
do-restore = 復元
do-download = ダウンロード
do-compare = 比較
undo = 元に戻す
cancel = キャンセル
decide-approve = { $count }件を承認
decide-reject = { $count }件を却下
decide-reopen = { $count }件の判断を取り消す
decide-pin = { $count }件をピン留め
decide-unpin = { $count }件のピンを外す
decide-delete = { $count }件を削除
decide-restore = { $count }件を復元
decide-all = 現在の条件に合う{ $count }件すべてが対象です（ほかのページも含みます）。15分以内なら元に戻せます。
reject-why = 理由
reject-hint = 任意。Enterで送信します。履歴に残り、次に生成する人が何を直せばよいかわかります。
receipt-left = { $count }件は変更していません
receipt-some = { $count }件は変更していません。
receipt-on = 続ける
flash-asset-approved = { $count ->
    [0] 承認したものはありません。
   *[other] { $count }件を承認しました。
}
flash-asset-rejected = { $count ->
    [0] 却下したものはありません。
   *[other] { $count }件を却下しました。
}
flash-asset-reopened = { $count ->
    [0] 変更はありません。
   *[other] { $count }件の判断を取り消しました。
}
flash-asset-pinned = { $count ->
    [0] ピン留めしたものはありません。
   *[other] { $count }件をピン留めしました。
}
flash-asset-unpinned = { $count ->
    [0] 変更はありません。
   *[other] { $count }件のピンを外しました。
}
flash-asset-deleted = { $count ->
    [0] 削除したものはありません。
   *[other] { $count }件を削除しました。
}
flash-asset-restored = { $count ->
    [0] 復元したものはありません。
   *[other] { $count }件を復元しました。
}
flash-asset-undone = { $count ->
    [0] 元に戻したものはありません。
   *[other] { $count }件を元に戻しました。
}
flash-asset-approved-one = { $name }を承認しました。
flash-asset-rejected-one = { $name }を却下しました。
flash-asset-reopened-one = { $name }の判断を取り消しました。
flash-asset-pinned-one = { $name }をピン留めしました。
flash-asset-unpinned-one = { $name }のピンを外しました。
flash-asset-deleted-one = { $name }を削除しました。
flash-asset-restored-one = { $name }を復元しました。
flash-asset-undone-one = { $name }を元に戻しました。
part-downloads = ダウンロード（同時に行える数を超えています）

# キー操作
key-flow = フローを開く
key-skip = 飛ばす
key-pick = 選択
key-pick-all = すべて選択
key-compare = 元の写真と比較
key-next-previous = 次、前
key-open = 開く
key-move = 画像の間を移動
key-all = すべてのキー
key-sheet = 一覧に戻る
key-edge = 境界を動かす
key-swap = 押している間、元の写真
key-back = 戻る

api-list-assets = 条件に合う画像（新しい順）
api-list-unfinished-assets = 生成中または生成されなかった画像（ジョブとして、新しい順）
api-show-asset = 画像1件と、そのレシピ、入力、履歴
api-describe-asset = 画像の代替テキストを変更する
api-decide-asset = 画像を承認または却下する、または判断を取り消す
api-pin-asset = 画像をピン留めする
api-unpin-asset = 画像のピン留めを外す
api-delete-asset = 画像を削除する（復元できます）
api-restore-asset = 削除した画像を復元する
api-change-assets = 複数の画像に同じ操作をする（1件ずつ判断します）
api-undo-assets = 1回の操作を15分以内に元に戻す
api-download-asset = 画像のファイル
api-download-assets = 複数の画像のZIPアーカイブ
api-show-media = SHA-256で指定した画像のバイト列
api-show-media-copy = 小さいコピー（display、thumb_large、thumb_small）
