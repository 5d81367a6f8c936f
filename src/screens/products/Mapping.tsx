import { Card, CardBody, CardHeader } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { getCatalogMapping } from '../../api/catalog';
import { dateTime } from '../../ui/format';
import { Problem } from '../../ui/Problem';
import { Skeleton } from '../../ui/Skeleton';
import { useLoad } from '../../ui/useLoad';
import { GroupLine } from './GroupLine';
import { TaxRates } from './TaxRates';

/** Which categories stand for groups of SORS, and which tax classes for its VAT rates. */
export function Mapping() {
	const { value, error, reload, setValue } = useLoad( getCatalogMapping );
	const [ openId, setOpenId ] = useState< string | null >( null );
	return (
		<>
			<Problem error={ error } onRetry={ reload } />
			{ ! value && error === null && <Skeleton lines={ 10 } /> }
			{ value && (
				<div className="sors-cards">
					<Card
						role="region"
						aria-labelledby="sors-mapping-groups"
						size="small"
					>
						<CardHeader>
							<h2 id="sors-mapping-groups">
								{ __(
									'Groups and categories',
									'sors-api-for-woocommerce'
								) }
							</h2>
						</CardHeader>
						<CardBody>
							<p>
								{ value.readAt === null
									? __(
											'The groups of SORS are shown here after the first sync of the catalogue. It makes a category for each.',
											'sors-api-for-woocommerce'
										)
									: sprintf(
											/* translators: %s: date and time */
											__(
												'Each group of SORS has a category in the shop. Names and places of categories that a sync made follow SORS; a category of your own that you choose here is left as it is. Read from SORS: %s.',
												'sors-api-for-woocommerce'
											),
											dateTime( value.readAt )
										) }
							</p>
							<ul className="sors-groups">
								{ value.groups.map( ( group ) => (
									<GroupLine
										key={ group.id }
										group={ group }
										isOpen={ openId === group.id }
										onOpen={ ( isOpen ) =>
											setOpenId(
												isOpen ? group.id : null
											)
										}
										onChange={ setValue }
									/>
								) ) }
							</ul>
						</CardBody>
					</Card>
					<TaxRates mapping={ value } />
				</div>
			) }
		</>
	);
}
