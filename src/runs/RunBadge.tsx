import type { Run } from '../contract/rest/runs';
import { Badge } from '../ui/Badge';
import { stateLabel } from './states';

export function RunBadge( {
	run,
}: {
	run: Pick< Run, 'state' | 'resumable' | 'waiting' >;
} ) {
	const { tone, label } = stateLabel( run );
	return <Badge tone={ tone }>{ label }</Badge>;
}
