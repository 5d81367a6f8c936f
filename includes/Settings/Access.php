<?php
declare( strict_types=1 );

namespace SorsApi\Settings;

use SorsApi\Log\Log;

/** Who may work with the plugin, and the namespace of its routes. */
final class Access {

	public const CAPABILITY = 'manage_sors';

	/** Asked for besides, for the API key: it opens all of the business' books. */
	public const ADMINISTRATION = 'manage_options';

	/** Namespace of the REST routes. */
	public const ROUTES = 'sors/v1';

	/** Who has it has ours too, unless ours is given or taken by name. */
	private const GRANTED_BY = 'manage_woocommerce';

	/**
	 * Answers WordPress' filter `user_has_cap`.
	 *
	 * @param array<string, bool> $all       Capabilities of the user.
	 * @param list<string>        $asked
	 * @param array<mixed>        $arguments
	 * @return array<string, bool>
	 */
	public static function grant( array $all, array $asked, array $arguments, \WP_User $user ): array {
		if ( in_array( self::CAPABILITY, $asked, true ) ) {
			/**
			 * Whether somebody may work with the plugin. The administrators of a network always may.
			 *
			 * @param bool     $may
			 * @param \WP_User $user
			 */
			$may = (bool) ( $all[ self::CAPABILITY ] ?? $all[ self::GRANTED_BY ] ?? false );
			// Whatever broke may have been about to refuse.
			$answer = Log::guard( 'The filter sors_user_may_manage', static fn() => apply_filters( 'sors_user_may_manage', $may, $user ), false );
			if ( ! is_bool( $answer ) ) {
				Log::ignored( 'sors_user_may_manage', $answer );
				$answer = $may;
			}
			$all[ self::CAPABILITY ] = $answer;
		}
		return $all;
	}
}
