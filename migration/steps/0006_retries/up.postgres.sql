-- What was tried again, and lists that stay short however much has ended.

-- The run that a job of an ended run was tried again in, once. A plain reference to the run: a column that is added to a table cannot bring
-- a reference of two columns with it on SQLite. The statement that writes it names the client.
alter table generation_job add column retried_in text references generation_run (id);

-- What failed and was not tried again, and what is open, of one client: both are few, whatever has ended.
create index generation_job_failed_client on generation_job (client_id, finished_at desc, id desc) where state = 'failed' and retried_in is null;
create index generation_run_open_client on generation_run (client_id, created_at desc, id desc) where finished_at is null;

-- One index for the page of a flow and for the count of everything that it ever had planned. The one before left out what is deleted or
-- superseded, so that the count walked all pictures of the client; what a page passes over now is the flow's own.
drop index generated_asset_feed_flow;
create index generated_asset_flow on generated_asset (client_id, generation_flow_id, created_at desc, id desc) where generation_flow_id is not null;

-- The pictures of a session are those of its deleted flows too.
create index generation_flow_made_in on generation_flow (client_id, collection_session_id) where collection_session_id is not null;
