import { Modal } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import { Button } from './controls';

type Props = {
	/** The question. */
	title: string;
	/** What happens, and to what. */
	children: ReactNode;
	/** Words of the button that does it. */
	yes: string;
	onYes: () => void;
	onClose: () => void;
};

/** Asked before something that cannot be taken back. */
export function Confirm( { title, children, yes, onYes, onClose }: Props ) {
	return (
		<Modal
			title={ title }
			onRequestClose={ onClose }
			className="sors-app"
			size="small"
		>
			{ children }
			<div className="sors-buttons">
				<Button
					variant="primary"
					onClick={ () => {
						onClose();
						onYes();
					} }
				>
					{ yes }
				</Button>
				<Button variant="tertiary" onClick={ onClose }>
					{ __( 'Do nothing', 'sors-api-for-woocommerce' ) }
				</Button>
			</div>
		</Modal>
	);
}
