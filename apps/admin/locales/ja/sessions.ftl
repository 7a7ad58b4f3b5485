# セッションと商品の選択
session-new = 新しいセッション
session-make = セッションを作成
session-name = 名前
session-name-hint = 商品に共通すること（例：2026年秋の照明）
session-products-about = まとめて作業する商品を選んでください。後から追加できます。
session-views = 一覧
session-parts = セッションの内容
session-search = セッションを検索
session-deleted = 削除済み
session-deleted-state = 削除済み
session-no-match = 「{ $search }」というセッションはありません
session-show-all = すべてのセッションを表示
session-none = セッションはまだありません
session-none-about = セッションは、画像をまとめて作りたい商品を集めたものです。商品ごとにシーン、光、形を決めるフローを作り、一度に生成できます。
session-none-deleted = 削除されたものはありません
session-none-deleted-about = 削除したセッションはここに表示され、元に戻せます。
session-no-pictures = 画像はまだありません
session-no-products = 先に商品を追加してください
session-no-products-about = セッションは商品を扱いますが、このクライアントにはまだ商品がありません。
session-sum = 商品{ $products }点、フロー{ $flows }件
session-state-draft = 未生成
session-state-generating = 生成中
session-state-partly = 一部完成
session-state-completed = 完了
session-running = フロー{ $count }件を生成中
session-approved = 承認済み{ $count }件
session-generate = すべて生成
session-add-products = 商品を追加
session-add = 追加
session-all-in = すべての商品がこのセッションにあります
session-all-in-about = 商品を登録すると、ここに追加できます。
session-empty = このセッションに商品はありません
session-empty-about = まとめて作業する商品を追加してください。
session-no-flows = フローはまだありません
session-no-flows-about = フローは1〜3点の商品をシーンに置きます。商品ごとに作ることも、自分で組み合わせることもできます。
session-unshown = フローのない商品が{ $count }点あります。
session-fill = 商品ごとにフローを作成
session-was-deleted = このセッションは削除されています
session-was-deleted-about = フローと画像も一緒に元に戻ります。
session-settings-about = このセッションのすべてのフローの初期設定です。フローごとに変更できます。
session-product = 商品
session-product-about = 内容
session-product-order = 順序
session-product-shown = このセッションのフローで使われています
session-delete = セッションを削除
session-delete-busy = このセッションの画像を生成中です
session-delete-about = フロー{ $flows }件と、選択に応じて画像{ $pictures }枚が一緒に削除されます。すべて元に戻せます。
session-delete-pictures = 画像
session-delete-keep = 承認済みと固定済みを残す（承認済み{ $count }枚）
session-delete-all = { $count }枚すべて削除

move-up = { $name }を上へ
move-down = { $name }を下へ
take-out = { $name }を外す
back = 戻る
rename = 名前を変更
change = 変更
duplicate = 複製
settings = 設定

pick-search = 商品を検索
pick-search-button = 検索
pick-chosen = 選択中：{ $count }
pick-newest = 新しい商品
pick-found = 「{ $search }」の検索結果
pick-more = さらに表示
pick-no-more = ほかに商品はありません。
pick-no-match = 「{ $search }」に一致する商品はありません。
product-picture-none = 画像がありません
product-picture-pending = 画像を確認中です
product-picture-refused = 画像は受け付けられませんでした

flash-session-made = セッションを作成しました。
flash-session-filled = { $count ->
    [0] すべての商品にフローがあります。
   *[other] フローを{ $count }件作成しました。
}
flash-session-filled-but = フローを{ $count }件作成しました。{ $left }点の商品はフロー数の上限に達しています。
flash-session-generating = フロー{ $count }件の生成を開始しました。
flash-session-deleted = セッションを削除しました。
flash-session-restored = セッションを元に戻しました。
flash-products-added = { $count ->
    [0] すでにセッションにあります。
   *[other] 商品を{ $count }点追加しました。
}

# APIの操作
api-list-sessions = セッションの一覧（新しい順）
api-create-session = 商品からセッションを作成
api-show-session = セッションの詳細（商品とフロー）
api-rename-session = セッションの名前を変更
api-delete-session = セッションをフローごと削除（元に戻せます）
api-restore-session = 削除したセッションをまとめて元に戻す
api-set-session-settings = セッションのフローの初期設定を置き換える
api-set-session-products = セッションの商品を置き換える（追加、除外、並べ替え）
api-add-session-products = セッションの末尾に商品を追加
api-fill-session = フローのない商品ごとにフローを作成
api-preview-session = セッションのフローをまとめて生成した場合の計画と対象外
api-generate-session = セッションのフローをまとめて生成
api-session-status = セッションの実行中の進み具合
