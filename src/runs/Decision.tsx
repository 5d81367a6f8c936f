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

/** Yes and no to a run that waits. What no one asked for changes nothing unless a person wants it. */
export function Decision( { state, button }: Props ) {
	const { run, leftOut, approve, act } = state;
	if ( ! run ) {
		return null;
	}
	const wasAsked = run.mode === 'preview';
	const yes = button(
		'approve',
		approveLabel( run.waiting - leftOut.length ),
		() => approve(),
		wasAsked ? 'primary' : 'secondary'
	);
	const no = button(
		'discard',
		__( 'Discard', 'sors-api-for-woocommerce' ),
		() => act( 'discard' ),
		wasAsked ? 'secondary' : 'primary'
	);
	return (
		<>
			{ wasAsked ? yes : no }
			{ wasAsked ? no : yes }
			{ ! wasAsked && (
				<span className="sors-table__more">
					{ __(
						'Discarding leaves the shop as it is; if it still differs, the next sync asks again.',
						'sors-api-for-woocommerce'
					) }
				</span>
			) }
		</>
	);
}
