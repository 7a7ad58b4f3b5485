# APIの説明。各操作の説明は api-<操作名>
api-about = ページでできることはすべて、プログラムからも同じコマンド、同じ権限、同じエラーで行えます。
api-about-sign-in = ページと同じ方法でサインインし、Cookieを鍵として使います。変更は、このサイトのページか、ブラウザー以外のプログラムからだけ受け付けます。
api-about-lists = 一覧はページに分かれています。ページの「next」を「after」として送ると次のページが得られます。Linkヘッダーには完全なアドレスが入っています。
api-about-versions = バージョンのあるものはETagで送られます。変更のときはIf-Matchで送り返します。先に変更されていた場合は412になります。
api-about-keys = 何かを作る変更はIdempotency-Keyに従います。2回送っても1回だけ行われます。
api-problem = 問題（RFC 9457）。Accept-Languageまたは利用者の言語で書かれます。
api-problems = 問題の種類
api-schemas = スキーマ
api-access = 権限
api-required = 必須
api-takes = 入力
api-gives = 出力（{ $status }）
api-status = ステータス
api-code = コード
api-what = 意味

api-description = この説明

api-problem-malformed = リクエストを読み取れません。場所はdetailにあります。
api-problem-unauthenticated = サインインしていないか、期限が切れています。
api-problem-forbidden = 役割に「needs」の権限がありません。
api-problem-platform-only = プラットフォームの管理者だけができます。
api-problem-no-client = どのクライアントのメンバーでもありません。
api-problem-foreign-origin = ブラウザーが別のサイトから送りました。
api-problem-form-expired = このサインインのトークンがないフォームです。
api-problem-not-found = このIDのものはここにはありません。別のクライアントのものも、ないものとして扱います。
api-problem-method-not-allowed = アドレスはありますが、そのメソッドは使えません。使えるものはAllowにあります。
api-problem-slow-body = 本文が時間内に届きませんでした。
api-problem-conflict = 内容は正しくても、今の状態ではできません。「code」が規則の名前です。
api-problem-stale = If-Matchのバージョンの後に変更されました。現在のバージョンは「current_version」です。フォームでは409になります。
api-problem-too-large = 本文またはファイルが上限を超えています。
api-problem-unsupported-media = ここでは受け付けない種類の本文です。
api-problem-invalid = 受け付けられない項目があります。「errors」にJSONポインターとともに入っています。
api-problem-precondition-required = どのバージョンからの変更かを示す必要があります。
api-problem-too-many = 回数が多すぎます。待つ秒数はRetry-Afterにあります。
api-problem-internal = システム側の失敗です。原因は「request_id」でログに残っています。
