-- Views of the DuckDB file. One comment line, "view", name and what a row is, then one statement.
-- Every column of a view is a column of a table, by the same name, or explained in the comment line.

-- view timeline: A step in the life of a meeting, agreement or condition, in the order of the days; record_type tells which
create view timeline as
select 'meeting' as record_type, meeting_id as record_id, m.process_id, coalesce(h.effective_date, h.reported_on) as day,
       h.status, h.step, h.counted, h.report_id, m.party_names as who
from meeting_status_history h join meetings m using (meeting_id)
union all
select 'agreement', agreement_id, a.process_id, coalesce(h.effective_date, h.reported_on), h.status, h.step, h.counted,
       h.report_id, a.party_names
from agreement_status_history h join agreements a using (agreement_id)
union all
select 'condition', condition_id, c.process_id, coalesce(h.effective_date, h.reported_on), h.status, h.step, h.counted,
       h.report_id, c.holder_name
from condition_status_history h join conditions c using (condition_id);

-- view evidence_of_records: A live claim on a meeting, agreement or condition, with its words and the report they stand in
create view evidence_of_records as
select c.record_type, c.record_id, c.claim_id, c.quote, c.quote_truncated, c.realis, c.speaker_name, c.attributed_to,
       r.report_id, r.outlet, r.published_on, r.url, r.syndication_group, c.rule, c.confidence
from claims c join reports r using (report_id)
where c.status = 'live' and c.record_id is not null;

-- view disagreements: A value that a claim gives and the row does not, beside the one that was chosen
create view disagreements as
select lost.table_name, lost.record_id, lost.field, lost.value as value_not_chosen, kept.value as value_chosen,
       lost.policy, lost.claim_id
from field_provenance lost
left join field_provenance kept
  on kept.table_name = lost.table_name and kept.record_id = lost.record_id and kept.field = lost.field
  and kept.chosen and kept.seq = 0
where not lost.chosen;

-- view meetings_on_map: A meeting at a place whose coordinates are known
create view meetings_on_map as
select m.meeting_id, m.process_id, m.kind, m.status, m.date_start, m.date_end, m.party_names, p.name as place_name,
       p.country_code, p.latitude, p.longitude
from meetings m join places p using (place_id)
where p.latitude is not null;

-- view open_conditions: A condition that was neither met nor withdrawn, with the status of the meeting or agreement it holds up
create view open_conditions as
select c.condition_id, c.process_id, c.holder_name, c.addressee_name, c.demand, c.kind, c.status, c.conditioned_type,
       c.conditioned_id, coalesce(m.status, a.status) as conditioned_status, c.first_reported_on, c.last_reported_on
from conditions c
left join meetings m on c.conditioned_type = 'meeting' and m.meeting_id = c.conditioned_id
left join agreements a on c.conditioned_type = 'agreement' and a.agreement_id = c.conditioned_id
where c.status not in ('met', 'withdrawn');

-- view process_years: What happened and was said in a process in a year, over the months of process_months; months_covered tells how many lie between its first and last report
create view process_years as
select process_id, year, count(*) filter (is_covered) as months_covered, sum(meetings_held)::bigint as meetings_held,
       sum(held_talks)::bigint as held_talks, sum(agreements_reached)::bigint as agreements_reached,
       sum(agreements_signed)::bigint as agreements_signed, sum(conditions_stated)::bigint as conditions_stated,
       sum(conditions_met)::bigint as conditions_met, sum(conditions_withdrawn)::bigint as conditions_withdrawn
from process_months group by process_id, year;
