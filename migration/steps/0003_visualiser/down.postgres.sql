drop table generation_flow_product;
drop table generation_flow;
drop table collection_session_product;
drop table collection_session;
drop function generation_flow_product_limits();
drop function generation_flow_restore_limit();
