drop table idempotency;
drop table member;
drop table sign_in;
drop table user_account;
drop table client;
