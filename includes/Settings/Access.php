<?php
declare( strict_types=1 );

namespace SorsApi\Settings;

/** The capability that the plugin asks for, and the namespace of its routes. */
final class Access {

	public const CAPABILITY = 'manage_woocommerce';

	/** Namespace of the REST routes. */
	public const ROUTES = 'sors/v1';
}
