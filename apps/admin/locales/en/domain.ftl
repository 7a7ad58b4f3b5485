# Words of the domain, by what is stored: noun-<kind>, role-<role>, permission-<permission>.
noun-asset = picture
noun-client = client
noun-flow = flow
noun-job = job
noun-member = member
noun-page = page
noun-product = product
noun-product_image = product picture
noun-run = run
noun-session = session
noun-user = person

role-owner = owner
role-admin = admin
role-editor = editor
role-reviewer = reviewer
role-viewer = viewer

permission-view = look at this client
permission-edit = add and change
permission-generate = have pictures made
permission-review = approve and reject
permission-manage = manage this client
permission-own = decide who the owners are
