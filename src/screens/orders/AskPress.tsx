import { __ } from '@wordpress/i18n';
import type { AskButton } from '../../contract/rest/orders';
import { Button } from '../../ui/controls';
import type { Action } from '../../ui/useAction';

type Props = {
	action: Action;
	name: string;
	button: AskButton;
	/** The first of all: it stands out, unless it sends again what SORS may have. */
	isLeading: boolean;
	/** Whether what it opens is open; undefined where it opens nothing. */
	isOpen?: boolean;
	onPress: () => void;
};

/** One button of an order, which keeps the focus while it works. */
export function AskPress( {
	action,
	name,
	button: { as, label },
	isLeading,
	isOpen,
	onPress,
}: Props ) {
	const isMine = action.busy === name;
	return (
		<Button
			variant={ isLeading && as !== 'resend' ? 'primary' : 'secondary' }
			isBusy={ isMine }
			disabled={ action.busy !== null }
			accessibleWhenDisabled
			aria-expanded={ isOpen }
			onClick={ onPress }
		>
			{ isMine ? busyLabel( as ) : label }
		</Button>
	);
}

const busyLabel = ( as: AskButton[ 'as' ] ): string =>
	as === 'send'
		? __( 'Sending…', 'sors-api-for-woocommerce' )
		: __( 'Saving…', 'sors-api-for-woocommerce' );
