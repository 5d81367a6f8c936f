import type { AskButton } from '../../contract/rest/orders';

/** What is asked before a button does it; null = nothing. What is sent again may be in SORS twice. */
export const questionOf = ( { as, confirm, hint }: AskButton ): string | null =>
	confirm ?? ( as === 'resend' ? hint : null );
