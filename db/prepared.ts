import type postgres from 'postgres';

/** Longer statements are bulk writes, each with a text of its own: kept by every connection they would only take memory. */
const LONGEST = 6000;

/**
 * Keeps a connection from taking further statements while one is under way. Prepared ones would be queued behind each
 * other on a connection that is busy, however slow the first, and a `begin` that is the hundredth there opens a
 * transaction that nobody ends: the driver then leaves out the hook by which it marks the connection as taken (3.4).
 */
const ONE_AT_A_TIME = { onexecute: () => false };

/**
 * The driver, or a transaction of it, with every statement that has parameters prepared at its first use on a connection: planned once, and
 * one way to the server and back instead of two. drizzle alone asks for neither.
 */
export function prepared<Driver extends postgres.Sql | postgres.TransactionSql>(driver: Driver): Driver {
  // A transaction has its connection to itself, and what it asks together may go out together.
  const options = 'begin' in driver ? ONE_AT_A_TIME : {};
  return new Proxy(driver, {
    get(target, name) {
      if (name === 'unsafe') {
        const unsafe: postgres.Sql['unsafe'] = (text, parameters) =>
          target.unsafe(text, parameters, { ...options, prepare: text.length <= LONGEST });
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
