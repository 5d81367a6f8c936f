import type { Overview } from '../contract/rest/overview';
import { Button } from './controls';
import { ScreenLink } from './screen';

type Props = { decision: Overview[ 'decisions' ][ number ] };

/** Leads to where a decision is made: a screen of the app, or another page of wp-admin. */
export const DecisionLink = ( {
	decision: { url, screen, params, button },
}: Props ) =>
	url ? (
		<Button variant="secondary" href={ url }>
			{ button }
		</Button>
	) : (
		<ScreenLink to={ screen } params={ params } variant="secondary">
			{ button }
		</ScreenLink>
	);
