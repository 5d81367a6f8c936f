import { __ } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import { Notice } from './controls';
import { ScreenLink } from './screen';

/** What is left to do, with the way to the first run. */
export const ContinueFirstRun = ( { children }: { children: ReactNode } ) => (
	<Notice status="info" spokenMessage="">
		<p>{ children }</p>
		<ScreenLink to="connect" variant="primary">
			{ __( 'Continue the first run', 'sors-api-for-woocommerce' ) }
		</ScreenLink>
	</Notice>
);
