import { __, sprintf } from '@wordpress/i18n';
import { testConnection } from '../../api/connection';
import type { Overview } from '../../contract/rest/overview';
import { TestResult } from '../../settings/TestResult';
import { ActionButton } from '../../ui/ActionButton';
import { dateTime } from '../../ui/format';
import { Problem } from '../../ui/Problem';
import { ScreenLink } from '../../ui/ScreenLink';
import { useAction } from '../../ui/useAction';

type Props = Pick< Overview, 'connection' > & { onTested: () => void };

/** How the last test went, and the button for the next. */
export function Connection( { connection, onTested }: Props ) {
	const { lastTest, lastTestAt } = connection;
	const action = useAction();
	return (
		<>
			<TestResult test={ lastTest } />
			<p>
				{ lastTestAt
					? sprintf(
							/* translators: %s: date and time */
							__( 'Last tested: %s', 'sors-api-for-woocommerce' ),
							dateTime( lastTestAt )
						)
					: __(
							'Not tested since the key was saved.',
							'sors-api-for-woocommerce'
						) }
			</p>
			<div className="sors-buttons">
				<ActionButton
					action={ action }
					name="test"
					onPress={ async () => {
						await testConnection();
						onTested();
					} }
					busyLabel={ __( 'Testing…', 'sors-api-for-woocommerce' ) }
				>
					{ __( 'Test now', 'sors-api-for-woocommerce' ) }
				</ActionButton>
				<ScreenLink
					to="connect"
					className="components-button is-tertiary is-next-40px-default-size"
				>
					{ __(
						'Change the connection',
						'sors-api-for-woocommerce'
					) }
				</ScreenLink>
			</div>
			<Problem error={ action.error } />
		</>
	);
}
