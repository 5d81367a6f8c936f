import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { outboxRowQuery } from '../../api/outbox';
import type { OutboxRow } from '../../contract/rest/outbox';
import { canSend, orderText, stateText } from '../../orders/texts';
import { Badge } from '../../ui/Badge';
import { Problem } from '../../ui/Problem';
import { SidePanel } from '../../ui/SidePanel';
import { Skeleton } from '../../ui/Skeleton';
import { CustomerDebt } from './CustomerDebt';
import { waysOut } from './decisions';
import { Facts } from './Facts';
import { Resolve } from './Resolve';
import { RowHistory } from './RowHistory';
import { SendOne } from './SendOne';

type Props = {
	row: OutboxRow;
	isBusy: boolean;
	onSend: () => Promise< void >;
	onClose: () => void;
	onChange: ( row: OutboxRow ) => void;
};

/** Everything known of one row, and what a person may decide about it. */
export function Details( { row, isBusy, onSend, onClose, onChange }: Props ) {
	const { data, error, refetch } = useQuery( {
		...outboxRowQuery( row ),
		placeholderData: keepPreviousData,
	} );
	const { tone, label, meaning } = stateText( row.state );
	const problem = row.issue ?? row.lastError;

	return (
		<SidePanel of={ row.id } title={ orderText( row ) } onClose={ onClose }>
			<p>
				<Badge tone={ tone }>{ label }</Badge>
			</p>
			<p>{ meaning }</p>
			{ problem && (
				<p className="sors-details__error">{ problem.message }</p>
			) }
			{ ( canSend( row ) || isBusy ) && (
				<SendOne isBusy={ isBusy } onSend={ onSend } />
			) }
			{ waysOut( row ).length > 0 && (
				<Resolve key={ row.id } row={ row } onResolved={ onChange } />
			) }
			<Facts row={ row } />
			<CustomerDebt orderId={ row.orderId } />
			<Problem error={ error } onRetry={ refetch } />
			{ data?.id !== row.id && ! error && <Skeleton lines={ 4 } /> }
			{ data?.id === row.id && <RowHistory details={ data } /> }
		</SidePanel>
	);
}
