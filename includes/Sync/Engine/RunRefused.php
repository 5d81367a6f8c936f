<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Refusal;

defined( 'ABSPATH' ) || exit;

/** Why a request about a run was refused: not_configured, currency, not_found, active, not_waiting, not_resumable, not_active, other_database, refused_settings, busy, first_run_active. */
final class RunRefused extends Refusal {}
