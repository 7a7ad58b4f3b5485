drop index generation_flow_made_in;
drop index generated_asset_flow;
create index generated_asset_feed_flow on generated_asset (client_id, generation_flow_id, created_at desc, id desc)
  where deleted_at is null and superseded_at is null;
drop index generation_run_open_client;
drop index generation_job_failed_client;
alter table generation_job drop column retried_in;
