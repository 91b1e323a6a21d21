import type postgres from 'postgres';

/** Longer statements are bulk writes, each with a text of its own: kept by every connection they would only take memory. */
const LONGEST = 6000;

/**
 * The driver with every statement that has parameters prepared at its first use on a connection: planned once, and
 * one way to the server and back instead of two. drizzle alone asks for neither.
 */
export function prepared<Driver extends postgres.Sql | postgres.TransactionSql>(driver: Driver): Driver {
  return new Proxy(driver, {
    get(target, name) {
      if (name === 'unsafe') {
        const unsafe: postgres.Sql['unsafe'] = (text, parameters) =>
          target.unsafe(text, parameters, { prepare: text.length <= LONGEST });
        return unsafe;
      }
      if (name === 'begin' && 'begin' in target)
        return <T>(work: (tx: postgres.TransactionSql) => Promise<T>) => target.begin((tx) => work(prepared(tx)));
      if (name === 'savepoint' && 'savepoint' in target)
        return <T>(work: (tx: postgres.TransactionSql) => Promise<T>) => target.savepoint((tx) => work(prepared(tx)));
      return Reflect.get(target, name);
    },
  });
}
