/** That a device cannot be reached is said in its name, and is no word from it. */
const itself = `(kind <> 'availability' or value::text <> '"offline"')`;

/**
 * SQL for the latest arrival (`received_at`) from one source, as `heard.at`; `source` and `now` are SQL expressions.
 * The key is ordered by the device's clock, not by ours. The newest twenty of it find the latest arrival of every device whose
 * clock runs evenly; what is stamped ahead of our clock is looked at whole, so that a fast clock never makes a device look silent.
 */
export const lastHeard = (source: string, now: string) => `
  lateral (
    select max(received_at) as at from (
      (select received_at from observation where source = ${source} and observed_at <= ${now} and ${itself} order by observed_at desc limit 20)
      union all
      (select received_at from observation where source = ${source} and observed_at > ${now} and ${itself})
    ) arrival
  ) heard`;
