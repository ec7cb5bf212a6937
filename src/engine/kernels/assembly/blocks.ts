/** How many products are summed before the sum is added to the total: fewer roundings pile up, and a block fits its cache. */
export const depth = 256;
