import { __ } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import { approveLabel } from './states';
import type { useRun } from './useRun';

type Props = {
	state: ReturnType< typeof useRun >;
	button: (
		name: string,
		label: string,
		onPress: () => Promise< void >,
		variant: 'primary' | 'secondary'
	) => ReactNode;
};

/** Yes and no to a preview that waits. */
export function Decision( { state, button }: Props ) {
	const { run, leftOut, approve, act } = state;
	if ( ! run ) {
		return null;
	}
	return (
		<>
			{ button(
				'approve',
				approveLabel( run.waiting - leftOut.length ),
				() => approve(),
				'primary'
			) }
			{ button(
				'discard',
				__( 'Discard', 'sors-api-for-woocommerce' ),
				() => act( 'discard' ),
				'secondary'
			) }
		</>
	);
}
