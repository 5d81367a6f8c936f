/** Orders of today belong into the database of this year: the books move on as the clock does. */
export const THIS_YEAR = new Date().getFullYear();

/** The database of one financial year. */
export const yearly = ( year = THIS_YEAR ): string => `Prodavnica${ year }`;
