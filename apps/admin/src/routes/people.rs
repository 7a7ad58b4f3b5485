//! Routes about who works where: clients, members, one's own account.

use actix_web::http::Method;
use visualizer_domain::Permission::{Manage, View};
use visualizer_domain::settings::SettingsLayer;

use crate::api::{account as account_api, clients as clients_api, members as members_api};
use crate::guard::access::Access::{Client, PlatformAdmin, SignedIn};
use crate::pages::{account, client, client_settings, clients, clients_new, member, members, members_new};
use crate::request::client_query::ClientQuery;
use crate::request::paging::Listed;
use crate::routes::operation::Operation;
use crate::routes::route::{Row, api, form, page};

/// The rows.
#[must_use]
pub fn rows() -> Vec<Row> {
    vec![
        page("/clients", PlatformAdmin, clients::show),
        form("/clients", PlatformAdmin, clients_new::create),
        page("/clients/new", PlatformAdmin, clients_new::show),
        form("/clients/enter", SignedIn, clients::enter),
        page("/client", Client(View), client::show),
        form("/client", Client(Manage), client::change),
        page("/client/settings", Client(Manage), client_settings::show),
        form("/client/settings", Client(Manage), client_settings::change),
        page("/members", Client(View), members::show),
        form("/members", Client(Manage), members_new::add),
        page("/members/new", Client(Manage), members_new::show),
        page("/members/{id}", Client(View), member::show),
        form("/members/{id}", Client(Manage), member::change),
        form("/members/{id}/remove", Client(Manage), member::remove),
        page("/account", SignedIn, account::show),
        form("/account", SignedIn, account::change),
        form("/account/password", SignedIn, account::change_password),
        form("/account/sign-out-everywhere", SignedIn, account::sign_out_everywhere),
    ]
}

/// The rows for programs.
#[must_use]
pub fn api_rows() -> Vec<Row> {
    use account_api::{Account, ClientChosen, PasswordChange, Preferences};
    use clients_api::{ClientFacts, ClientJson, ClientSummary};
    use members_api::{MemberAdded, MemberJson, NewMember, RoleGiven};
    vec![
        api(Method::GET, "/api/account", SignedIn, account_api::show).operation(Operation::giving::<Account>("show-account")),
        api(Method::PUT, "/api/account/client", SignedIn, account_api::enter)
            .operation(Operation::giving_nothing("enter-client").taking::<ClientChosen>()),
        api(Method::PUT, "/api/account/preferences", SignedIn, account_api::prefer)
            .operation(Operation::giving_nothing("change-preferences").taking::<Preferences>()),
        api(Method::PUT, "/api/account/password", SignedIn, account_api::change_password)
            .operation(Operation::giving_nothing("change-password").taking::<PasswordChange>()),
        api(Method::DELETE, "/api/account/sign-ins", SignedIn, account_api::sign_out_everywhere)
            .operation(Operation::giving_nothing("sign-out-everywhere")),
        api(Method::GET, "/api/clients", PlatformAdmin, clients_api::list)
            .operation(Operation::giving::<Listed<ClientSummary>>("list-clients").with_query::<ClientQuery>()),
        api(Method::POST, "/api/clients", PlatformAdmin, clients_api::create)
            .operation(Operation::giving_as::<ClientJson>(201, "create-client").taking::<ClientFacts>().once_by_key()),
        api(Method::GET, "/api/clients/{id}", PlatformAdmin, clients_api::show).operation(Operation::giving::<ClientJson>("show-client")),
        api(Method::GET, "/api/client", Client(View), clients_api::show_own).operation(Operation::giving::<ClientJson>("show-own-client")),
        api(Method::PUT, "/api/client", Client(Manage), clients_api::update)
            .operation(Operation::giving::<ClientJson>("update-client").taking::<ClientFacts>().from_version()),
        api(Method::PUT, "/api/client/settings", Client(Manage), clients_api::update_settings)
            .operation(Operation::giving::<ClientJson>("update-client-settings").taking::<SettingsLayer>().from_version()),
        api(Method::GET, "/api/members", Client(View), members_api::list)
            .operation(Operation::giving::<Listed<MemberJson>>("list-members")),
        api(Method::POST, "/api/members", Client(Manage), members_api::add)
            .operation(Operation::giving_as::<MemberAdded>(201, "add-member").taking::<NewMember>().once_by_key()),
        api(Method::GET, "/api/members/{id}", Client(View), members_api::show).operation(Operation::giving::<MemberJson>("show-member")),
        api(Method::PUT, "/api/members/{id}", Client(Manage), members_api::change_role)
            .operation(Operation::giving::<MemberJson>("change-role").taking::<RoleGiven>().from_version()),
        api(Method::DELETE, "/api/members/{id}", Client(Manage), members_api::remove)
            .operation(Operation::giving_nothing("remove-member").from_version()),
    ]
}
