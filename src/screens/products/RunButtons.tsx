import { __ } from '@wordpress/i18n';
import type { RunKind } from '../../contract/rest/runs';
import { isActive, kindTexts } from '../../runs/states';
import type { useRun } from '../../runs/useRun';
import { ActionButton } from '../../ui/ActionButton';

type Props = {
	kind: RunKind;
	state: ReturnType< typeof useRun >;
	/** False where a former run is looked at. */
	canStart: boolean;
};

/** What can be done with a kind of run as it stands now. */
export function RunButtons( { kind, state, canStart }: Props ) {
	const { run, action, start, act } = state;
	const of = ( label: string ) => `${ label } – ${ kindTexts( kind ).title }`;
	const working = __( 'One moment…', 'sors-api-for-woocommerce' );
	const button = (
		name: string,
		label: string,
		onPress: () => Promise< void >,
		variant: 'primary' | 'secondary' = 'secondary'
	) => (
		// By name: else one would turn into another under the keyboard.
		<ActionButton
			key={ name }
			action={ action }
			name={ name }
			label={ of( label ) }
			variant={ variant }
			onPress={ onPress }
			busyLabel={ working }
		>
			{ label }
		</ActionButton>
	);

	if ( run && isActive( run.state ) ) {
		return button(
			'cancel',
			__( 'Cancel', 'sors-api-for-woocommerce' ),
			() => act( 'cancel' )
		);
	}
	if ( run?.state === 'awaiting_approval' ) {
		return (
			<>
				{ button(
					'approve',
					__( 'Apply these changes', 'sors-api-for-woocommerce' ),
					() => act( 'approve' ),
					'primary'
				) }
				{ button(
					'discard',
					__( 'Discard', 'sors-api-for-woocommerce' ),
					() => act( 'discard' )
				) }
			</>
		);
	}
	return (
		<>
			{ run?.resumable &&
				button(
					'resume',
					__( 'Resume', 'sors-api-for-woocommerce' ),
					() => act( 'resume' ),
					'primary'
				) }
			{ canStart &&
				button(
					'apply',
					startLabel( kind ),
					() => start( 'apply' ),
					run?.resumable ? 'secondary' : 'primary'
				) }
			{ canStart &&
				button(
					'preview',
					__( 'Preview', 'sors-api-for-woocommerce' ),
					() => start( 'preview' )
				) }
		</>
	);
}

function startLabel( kind: RunKind ): string {
	switch ( kind ) {
		case 'catalog':
			return __( 'Bring in the catalogue', 'sors-api-for-woocommerce' );
		case 'stock':
			return __( 'Update stock and prices', 'sors-api-for-woocommerce' );
		case 'images':
			return __( 'Bring in images', 'sors-api-for-woocommerce' );
	}
}
