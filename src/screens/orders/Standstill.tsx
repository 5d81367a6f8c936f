import { useQuery } from '@tanstack/react-query';
import { overviewQuery } from '../../api/overview';
import type { Overview } from '../../contract/rest/overview';
import { Notice } from '../../ui/controls';
import { DecisionLink } from '../../ui/DecisionLink';
import { ScreenLink } from '../../ui/screen';

type Decision = Overview[ 'decisions' ][ number ];

/** Decisions without which no order is sent. Some are made on the overview. */
const STOPPING: Record< string, 'overview' | 'elsewhere' > = {
	address_changed: 'overview',
	environment_unconfirmed: 'overview',
	key_unreadable: 'elsewhere',
	sending_paused: 'elsewhere',
	background_late: 'elsewhere',
};

/** Why no order is sent at the moment, whatever the list is narrowed to. */
export function useStandstill(): Decision | undefined {
	const { data } = useQuery( { ...overviewQuery, refetchInterval: 60_000 } );
	return data?.decisions.find( ( { code } ) => STOPPING[ code ] );
}

export function Standstill( { decision }: { decision: Decision } ) {
	const { severity, message, button } = decision;
	const place = STOPPING[ decision.code ];
	return (
		<Notice status={ severity } politeness="polite">
			<p>{ message }</p>
			{ place === 'overview' ? (
				<ScreenLink to={ place } variant="secondary">
					{ button }
				</ScreenLink>
			) : (
				<DecisionLink decision={ decision } />
			) }
		</Notice>
	);
}
