import { Card, CardBody } from '@wordpress/components';
import { useEffect, useRef } from 'react';
import { __ } from '@wordpress/i18n';
import type { SettingsResponse } from '../../contract/rest/settings';
import { ScreenLink } from '../../ui/ScreenLink';

type Props = { response: SettingsResponse; takesFocus: boolean };

/** The end of the path: what goes on by itself now, and where to look. */
export function AllSet( { response: { settings }, takesFocus }: Props ) {
	const heading = useRef< HTMLHeadingElement >( null );
	useEffect( () => {
		if ( takesFocus ) {
			heading.current?.focus();
		}
	}, [ takesFocus ] );
	const isPlanned = settings.schedule.stock !== 'off';
	return (
		<Card className="sors-all-set">
			<CardBody>
				<h2 ref={ heading } tabIndex={ -1 }>
					{ __(
						'Your shop and SORS are connected',
						'sors-api-for-woocommerce'
					) }
				</h2>
				<ul>
					<li>
						{ isPlanned
							? __(
									'Products, stock and prices keep up with SORS by themselves.',
									'sors-api-for-woocommerce'
								)
							: __(
									'Products, stock and prices change only when you start a sync.',
									'sors-api-for-woocommerce'
								) }
					</li>
					<li>
						{ settings.exportOrders
							? __(
									'Each new order becomes a document in SORS.',
									'sors-api-for-woocommerce'
								)
							: __(
									'Orders are not sent to SORS. Switch that on in the settings.',
									'sors-api-for-woocommerce'
								) }
					</li>
					<li>
						{ settings.newProductStatus === 'draft'
							? __(
									'New products wait as drafts until you publish them.',
									'sors-api-for-woocommerce'
								)
							: __(
									'New products are published at once.',
									'sors-api-for-woocommerce'
								) }
					</li>
				</ul>
				<div className="sors-buttons">
					<ScreenLink
						to="overview"
						className="components-button is-primary is-next-40px-default-size"
					>
						{ __( 'To the overview', 'sors-api-for-woocommerce' ) }
					</ScreenLink>
					<ScreenLink
						to="products"
						className="components-button is-secondary is-next-40px-default-size"
					>
						{ __( 'To the products', 'sors-api-for-woocommerce' ) }
					</ScreenLink>
					<ScreenLink
						to="settings"
						className="components-button is-tertiary is-next-40px-default-size"
					>
						{ __( 'All settings', 'sors-api-for-woocommerce' ) }
					</ScreenLink>
				</div>
			</CardBody>
		</Card>
	);
}
