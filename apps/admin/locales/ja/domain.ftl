# 保存されている値に対応する言葉
noun-asset = 画像
noun-client = クライアント
noun-flow = フロー
noun-job = ジョブ
noun-member = メンバー
noun-page = ページ
noun-product = 商品
noun-product_image = 商品画像
noun-run = 実行
noun-session = セッション
noun-user = ユーザー

role-owner = オーナー
role-admin = 管理者
role-editor = 編集者
role-reviewer = レビュアー
role-viewer = 閲覧者

permission-view = このクライアントの閲覧
permission-edit = 追加と変更
permission-generate = 画像の生成
permission-review = 承認と却下
permission-manage = このクライアントの管理
permission-own = オーナーの決定
