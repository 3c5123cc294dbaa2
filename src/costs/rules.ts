// What counts as an amount, and what a month adds up to: pure.

/** Between these, in cents: less is not worth a claim, more is a slip of the comma. */
export const LEAST = 10;
export const MOST = 50_000;

/** Whole cents of an amount in ten-thousandths of a euro; undefined when there are parts of a cent. Throws nothing. */
export function centsOf(tenThousandths: number): number | undefined {
  return tenThousandths % 100 === 0 ? tenThousandths / 100 : undefined;
}

/** True for 'YYYY-MM' of a year that can be. */
export function isMonth(text: string): boolean {
  return /^20\d{2}-(0[1-9]|1[0-2])$/.test(text);
}

type Claim = { personId: number; name: string; state: string; amountCents: number; version: number };
export type Payment<One> = {
  personId: number;
  name: string;
  /** Approved and not paid yet; in cents. */
  dueCents: number;
  paidCents: number;
  claims: One[];
  /** What was seen of those to pay: when it has changed, the sum on the page is not the sum paid. */
  seen: string;
};

/** One payment a person, in the order the people come in; their claims in the order given. */
export function paymentsOf<One extends Claim & { id: number }>(claims: readonly One[]): Payment<One>[] {
  const people = [...new Set(claims.map(({ personId }) => personId))];
  return people.map((personId) => {
    const mine = claims.filter((claim) => claim.personId === personId);
    const sum = (state: string) =>
      mine.filter((claim) => claim.state === state).reduce((total, claim) => total + claim.amountCents, 0);
    const due = mine.filter(({ state }) => state === 'approved');
    return {
      personId,
      name: mine[0]?.name ?? '',
      dueCents: sum('approved'),
      paidCents: sum('paid'),
      claims: mine,
      seen: [personId, ...due.map(({ id, version }) => `${id}v${version}`)].join('-'),
    };
  });
}
