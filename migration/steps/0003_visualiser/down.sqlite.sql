drop table generation_flow_product;
drop table generation_flow;
drop table collection_session_product;
drop table collection_session;
